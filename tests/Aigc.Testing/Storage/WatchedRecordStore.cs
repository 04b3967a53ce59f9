using Aigc.Core.Storage;

namespace Aigc.Testing.Storage;

/// <summary>A record store that tells of every write, so that a test can wait for a state without looking again and again.</summary>
public sealed class WatchedRecordStore(IRecordStore inner) : IRecordStore
{
    private int _reads;
    private int _writes;
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Single records and pages that were asked for.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Transactions, each of one record or a batch.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Waits until a look gives something that is asked for, looking once after each write.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look, TimeSpan patience) where T : class
    {
        using var over = new CancellationTokenSource(patience);
        while (true)
        {
            var written = _written.Task;
            if (await look() is { } found) return found;
            await written.WaitAsync(over.Token);
        }
    }

    public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => Count(inner).GetAsync(table, partition, key, cancellationToken);

    public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => Tell(inner.InsertAsync(table, partition, key, json, cancellationToken));

    public Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => Tell(inner.UpsertAsync(table, partition, key, json, cancellationToken));

    public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) => Tell(inner.ReplaceAsync(table, partition, key, json, etag, cancellationToken));

    public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => Tell(inner.DeleteAsync(table, partition, key, cancellationToken));

    public Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default) => Tell(inner.WriteBatchAsync(table, partition, writes, cancellationToken));

    public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) =>
        Count(inner).QueryAsync(table, partition, keyFrom, keyTo, limit, continuation, cancellationToken);

    public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => Count(inner).ScanAsync(table, limit, continuation, cancellationToken);

    private IRecordStore Count(IRecordStore store)
    {
        Interlocked.Increment(ref _reads);
        return store;
    }

    private async Task<T> Tell<T>(Task<T> write)
    {
        var result = await write;
        Interlocked.Increment(ref _writes);
        Interlocked.Exchange(ref _written, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return result;
    }
}
