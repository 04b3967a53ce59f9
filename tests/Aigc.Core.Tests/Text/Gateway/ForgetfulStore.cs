using Aigc.Core.Storage;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Text.Gateway;

/// <summary>A store that keeps everything and finds no answer that was paid for.</summary>
internal sealed class ForgetfulStore : IRecordStore
{
    private readonly InMemoryRecordStore _inner = new();
    private int _looks;

    /// <summary>How often an answer was looked for.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default)
    {
        if (table != "results") return _inner.GetAsync(table, partition, key, cancellationToken);
        Interlocked.Increment(ref _looks);
        return Task.FromResult<StoredRecord?>(null);
    }

    public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => _inner.InsertAsync(table, partition, key, json, cancellationToken);

    public Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => _inner.UpsertAsync(table, partition, key, json, cancellationToken);

    public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) => _inner.ReplaceAsync(table, partition, key, json, etag, cancellationToken);

    public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => _inner.DeleteAsync(table, partition, key, cancellationToken);

    public Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default) => _inner.WriteBatchAsync(table, partition, writes, cancellationToken);

    public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) =>
        _inner.QueryAsync(table, partition, keyFrom, keyTo, limit, continuation, cancellationToken);

    public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => _inner.ScanAsync(table, limit, continuation, cancellationToken);
}
