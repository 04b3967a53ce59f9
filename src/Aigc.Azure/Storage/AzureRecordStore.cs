using Aigc.Core.Storage;
using Azure;
using Azure.Data.Tables;

namespace Aigc.Azure.Storage;

/// <summary>Records as table entities; a batch is an entity group transaction.</summary>
internal sealed class AzureRecordStore(TableServiceClient service) : IRecordStore
{
    private const int MostOnAPage = 1000;
    private readonly CreatedOnce<TableClient> _tables = new(service.GetTableClient, client => client.CreateIfNotExistsAsync());

    public async Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default)
    {
        var client = await _tables.GetAsync(table);
        var found = await client.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(partition), TableKey.Encode(key), cancellationToken: cancellationToken);
        return found.HasValue ? RecordEntity.ToRecord(found.Value!) : null;
    }

    public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) =>
        WriteAsync(table, client => client.AddEntityAsync(RecordEntity.From(partition, key, json), cancellationToken));

    public async Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) =>
        (await WriteAsync(table, client => client.UpsertEntityAsync(RecordEntity.From(partition, key, json), TableUpdateMode.Replace, cancellationToken)))!;

    public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) =>
        WriteAsync(table, client => client.UpdateEntityAsync(RecordEntity.From(partition, key, json), new ETag(etag), TableUpdateMode.Replace, cancellationToken));

    public async Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default)
    {
        var client = await _tables.GetAsync(table);
        var response = await client.DeleteEntityAsync(TableKey.Encode(partition), TableKey.Encode(key), ETag.All, cancellationToken);
        return response.Status != 404;
    }

    public async Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default)
    {
        if (writes.Count is 0 or > 100) throw new ArgumentException("A batch is 1 to 100 writes.", nameof(writes));
        if (writes.DistinctBy(write => write.Key, StringComparer.Ordinal).Count() != writes.Count) throw new ArgumentException("A key may occur once in a batch.", nameof(writes));
        var client = await _tables.GetAsync(table);
        var left = writes.ToList();
        while (left.Count > 0)
        {
            try
            {
                await client.SubmitTransactionAsync(left.Select(write => ActionOf(partition, write)), cancellationToken);
                return true;
            }
            catch (TableTransactionFailedException failed) when (IsUnconditionalDeleteOfNothing(failed, left))
            {
                // Deleting what is not there is no failed condition: the rest is written without it.
                left.RemoveAt(failed.FailedTransactionActionIndex!.Value);
            }
            catch (RequestFailedException failed) when (failed.Status is 404 or 409 or 412)
            {
                return false;
            }
        }
        return true;
    }

    public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(partition)}");
        if (!string.IsNullOrEmpty(keyFrom)) filter += TableClient.CreateQueryFilter($" and RowKey ge {TableKey.Encode(keyFrom)}");
        if (!string.IsNullOrEmpty(keyTo)) filter += TableClient.CreateQueryFilter($" and RowKey lt {TableKey.Encode(keyTo)}");
        return PageAsync(table, filter, limit, continuation, cancellationToken);
    }

    public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) =>
        PageAsync(table, null, limit, continuation, cancellationToken);

    // A table may answer with an empty page and more to come, where a query crosses its servers: such pages are passed over.
    private async Task<RecordPage> PageAsync(string table, string? filter, int limit, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var client = await _tables.GetAsync(table);
        var size = Math.Min(limit, MostOnAPage);
        await foreach (var page in client.QueryAsync<TableEntity>(filter, size, cancellationToken: cancellationToken).AsPages(continuation, size))
        {
            var next = string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken;
            if (page.Values.Count > 0 || next is null) return new([.. page.Values.Select(RecordEntity.ToRecord)], next);
        }
        return new([], null);
    }

    private async Task<string?> WriteAsync(string table, Func<TableClient, Task<Response>> write)
    {
        var client = await _tables.GetAsync(table);
        try
        {
            return (await write(client)).Headers.ETag?.ToString("H");
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    private static TableTransactionAction ActionOf(string partition, RecordWrite write) => write.Kind switch
    {
        RecordWriteKind.Insert => new(TableTransactionActionType.Add, RecordEntity.From(partition, write.Key, write.Json!)),
        RecordWriteKind.Upsert => new(TableTransactionActionType.UpsertReplace, RecordEntity.From(partition, write.Key, write.Json!)),
        RecordWriteKind.Replace => new(TableTransactionActionType.UpdateReplace, RecordEntity.From(partition, write.Key, write.Json!), new ETag(write.ETag!)),
        RecordWriteKind.Delete => new(TableTransactionActionType.Delete, new TableEntity(TableKey.Encode(partition), TableKey.Encode(write.Key)), write.ETag is null ? ETag.All : new ETag(write.ETag)),
        _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind.ToString(), "An unknown kind of write."),
    };

    private static bool IsUnconditionalDeleteOfNothing(TableTransactionFailedException failed, List<RecordWrite> writes) =>
        failed is { Status: 404, FailedTransactionActionIndex: { } index } && writes[index] is { Kind: RecordWriteKind.Delete, ETag: null };
}
