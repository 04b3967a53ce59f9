using System.Globalization;
using System.Text.Json;
using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>One small record an item, in feed order, one partition a batch.</summary>
internal sealed class ItemStore(IRecordStore records)
{
    private const string Table = "items";

    public async Task SaveAsync(string tenant, string batchId, IReadOnlyList<ItemRecord> items, CancellationToken cancellationToken)
    {
        foreach (var part in items.Chunk(100))
        {
            var writes = part.Select(item => new RecordWrite(RecordWriteKind.Upsert, KeyOf(item.Row), Write(item))).ToList();
            await records.WriteBatchAsync(Table, Partition(tenant, batchId), writes, cancellationToken);
        }
    }

    public async Task<ItemRecord?> FindAsync(string tenant, string batchId, long row, CancellationToken cancellationToken)
    {
        var record = await records.GetAsync(Table, Partition(tenant, batchId), KeyOf(row), cancellationToken);
        return record is null ? null : Read(record.Json);
    }

    public async Task<(IReadOnlyList<ItemRecord> Items, string? Continuation)> PageAsync(string tenant, string batchId, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await records.QueryAsync(Table, Partition(tenant, batchId), limit: limit, continuation: continuation, cancellationToken: cancellationToken);
        return ([.. page.Records.Select(record => Read(record.Json))], page.Continuation);
    }

    public async IAsyncEnumerable<ItemRecord> AllAsync(string tenant, string batchId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var (items, next) = await PageAsync(tenant, batchId, 500, continuation, cancellationToken);
            foreach (var item in items) yield return item;
            continuation = next;
        }
        while (continuation is not null);
    }

    /// <summary>Moves an item on; nothing happens where it is no longer in the state that the decision was about.</summary>
    public Task MoveAsync(string tenant, string batchId, long row, ItemState from, ItemState to, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(tenant, batchId, row, from, item => item with { State = to, Reason = reason }, cancellationToken);

    /// <summary>As a decision has it, with what the reviewer wrote; nothing happens where the item is not in review.</summary>
    public Task DecideAsync(string tenant, string batchId, long row, ReviewDecision decision, CancellationToken cancellationToken) => ChangeAsync(tenant, batchId, row, ItemState.InReview,
        item => decision.Verdict == Verdict.Approve ? item with { State = ItemState.Accepted, Reason = null, Edits = decision.Edits } : item with { State = ItemState.Rejected, Reason = "rejected-in-review" }, cancellationToken);

    private async Task ChangeAsync(string tenant, string batchId, long row, ItemState from, Func<ItemRecord, ItemRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await records.GetAsync(Table, Partition(tenant, batchId), KeyOf(row), cancellationToken);
            if (stored is null) return;
            var item = Read(stored.Json);
            if (item.State != from) return;
            var moved = Write(change(item));
            if (await records.ReplaceAsync(Table, stored.Partition, stored.Key, moved, stored.ETag, cancellationToken) is not null) return;
        }
    }

    private static string Partition(string tenant, string batchId) => $"{tenant}|{batchId}";

    private static string KeyOf(long row) => row.ToString("D10", CultureInfo.InvariantCulture);

    private static string Write(ItemRecord item) => JsonSerializer.Serialize(item, BatchJson.Default.ItemRecord);

    private static ItemRecord Read(string json) => JsonSerializer.Deserialize(json, BatchJson.Default.ItemRecord)!;
}
