using System.Runtime.CompilerServices;
using Aigc.Contracts.Items;

namespace Aigc.Core.Batches;

/// <summary>Items as people see them: the stored result, with what was decided since laid over it.</summary>
internal sealed class ItemReader(ItemStore items, StageStore stages)
{
    public async Task<ItemResult?> FindAsync(string tenant, string batchId, long row, CancellationToken cancellationToken)
    {
        var record = await items.FindAsync(tenant, batchId, row, cancellationToken);
        return record is null ? null : await new Lookup(stages).ResolveAsync(record, cancellationToken);
    }

    public async Task<ItemPage> PageAsync(string tenant, string batchId, ItemState? state, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var found = new List<ItemResult>();
        var lookup = new Lookup(stages);
        do
        {
            var (records, next) = await items.PageAsync(tenant, batchId, limit - found.Count, continuation, cancellationToken);
            foreach (var record in records)
                if (state is null || record.State == state) found.Add(await lookup.ResolveAsync(record, cancellationToken));
            continuation = next;
        }
        while (found.Count < limit && continuation is not null);
        return new(found, continuation);
    }

    public async IAsyncEnumerable<ItemResult> AllAsync(string tenant, string batchId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lookup = new Lookup(stages);
        await foreach (var record in items.AllAsync(tenant, batchId, cancellationToken)) yield return await lookup.ResolveAsync(record, cancellationToken);
    }

    /// <summary>Each item as it was made and as it stands, in feed order.</summary>
    public async IAsyncEnumerable<DecidedItem> DecidedAsync(string tenant, string batchId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lookup = new Lookup(stages);
        await foreach (var record in items.AllAsync(tenant, batchId, cancellationToken))
        {
            var made = await lookup.FindAsync(record, cancellationToken);
            yield return new(ItemStates.Overlay(made, record), ItemStates.Shown(made, record));
        }
    }

    /// <summary>Neighbouring items lie in the same chunk, so the last few chunks are kept while a list is walked.</summary>
    private sealed class Lookup(StageStore stages)
    {
        private const int Kept = 4;
        private readonly Queue<(string Blob, Dictionary<long, ItemResult> Items)> _recent = new();

        public async Task<ItemResult> ResolveAsync(ItemRecord record, CancellationToken cancellationToken) => ItemStates.Shown(await FindAsync(record, cancellationToken), record);

        public async Task<ItemResult> FindAsync(ItemRecord record, CancellationToken cancellationToken)
        {
            var chunk = _recent.FirstOrDefault(entry => entry.Blob == record.Blob).Items;
            if (chunk is null)
            {
                chunk = (await stages.ReadItemsAsync(record.Blob, cancellationToken)).ToDictionary(item => item.Row);
                if (_recent.Count == Kept) _recent.Dequeue();
                _recent.Enqueue((record.Blob, chunk));
            }
            return chunk[record.Row];
        }
    }
}

/// <param name="Made">The words as they were made, with what was decided of them.</param>
/// <param name="Shown">The same with what a reviewer wrote in their place.</param>
internal sealed record DecidedItem(ItemResult Made, ItemResult Shown);
