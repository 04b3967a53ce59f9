using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>Batch records, one partition a tenant, newest first.</summary>
internal sealed class BatchStore(IRecordStore records, TimeProvider time)
{
    private const string Table = "batches";

    public async Task<bool> InsertAsync(Batch batch, CancellationToken cancellationToken) =>
        await records.InsertAsync(Table, batch.Tenant, BatchIds.KeyOf(batch.Id), Write(new BatchRecord(batch)), cancellationToken) is not null;

    public async Task<BatchRecord?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        if (!BatchIds.IsValid(id)) return null;
        var record = await records.GetAsync(Table, tenant, BatchIds.KeyOf(id), cancellationToken);
        return record is null ? null : Read(record.Json);
    }

    public async Task<BatchRecord> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        await FindAsync(tenant, id, cancellationToken) ?? throw new ProblemException("not-found", $"There is no batch '{id}'.", 404);

    /// <summary>Changes the record under its ETag, again and again until nobody was faster.</summary>
    public async Task<Batch> UpdateAsync(string tenant, string id, Func<BatchRecord, BatchRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await records.GetAsync(Table, tenant, BatchIds.KeyOf(id), cancellationToken)
                ?? throw new ProblemException("not-found", $"There is no batch '{id}'.", 404);
            var before = Read(stored.Json);
            var after = change(before);
            if (after == before) return before.Batch;
            after = after with { Batch = after.Batch with { UpdatedAt = time.GetUtcNow() } };
            if (await records.ReplaceAsync(Table, tenant, stored.Key, Write(after), stored.ETag, cancellationToken) is not null) return after.Batch;
        }
    }

    public async Task<(IReadOnlyList<BatchRecord> Batches, string? Continuation)> ListAsync(string tenant, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await records.QueryAsync(Table, tenant, limit: limit, continuation: continuation, cancellationToken: cancellationToken);
        return ([.. page.Records.Select(record => Read(record.Json))], page.Continuation);
    }

    /// <summary>All batches of all tenants: for the sweeper.</summary>
    public async IAsyncEnumerable<BatchRecord> ScanAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await records.ScanAsync(Table, 200, continuation, cancellationToken);
            foreach (var record in page.Records) yield return Read(record.Json);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static string Write(BatchRecord record) => JsonSerializer.Serialize(record, BatchJson.Default.BatchRecord);

    private static BatchRecord Read(string json) => JsonSerializer.Deserialize(json, BatchJson.Default.BatchRecord)!;
}
