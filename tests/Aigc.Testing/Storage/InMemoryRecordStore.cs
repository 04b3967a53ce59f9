using System.Text;
using System.Text.RegularExpressions;
using Aigc.Core.Storage;

namespace Aigc.Testing.Storage;

/// <summary>A record store in memory that keeps the promises of the port: ETags, all-or-nothing batches, ordinal key order, size limits.</summary>
public sealed partial class InMemoryRecordStore : IRecordStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Table, string Partition), SortedDictionary<string, StoredRecord>> _partitions = [];
    private long _version;

    public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default)
    {
        lock (_lock) return Task.FromResult(Of(table, partition).GetValueOrDefault(Checked(key)));
    }

    public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) =>
        WriteAsync(table, partition, new RecordWrite(RecordWriteKind.Insert, key, json));

    public async Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) =>
        (await WriteAsync(table, partition, new RecordWrite(RecordWriteKind.Upsert, key, json)))!;

    public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) =>
        WriteAsync(table, partition, new RecordWrite(RecordWriteKind.Replace, key, json, etag));

    public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default)
    {
        lock (_lock) return Task.FromResult(Of(table, partition).Remove(Checked(key)));
    }

    public Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default)
    {
        if (writes.Count is 0 or > 100) throw new ArgumentException("A batch is 1 to 100 writes.", nameof(writes));
        if (writes.DistinctBy(write => write.Key, StringComparer.Ordinal).Count() != writes.Count) throw new ArgumentException("A key may occur once in a batch.", nameof(writes));
        lock (_lock)
        {
            var records = Of(table, partition);
            if (!writes.All(write => Holds(records, write))) return Task.FromResult(false);
            foreach (var write in writes) Apply(records, partition, write);
            return Task.FromResult(true);
        }
    }

    public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var matching = Of(table, partition).Values
                .Where(record => keyFrom is null || string.CompareOrdinal(record.Key, keyFrom) >= 0)
                .Where(record => keyTo is null || string.CompareOrdinal(record.Key, keyTo) < 0)
                .Where(record => continuation is null || string.CompareOrdinal(record.Key, continuation) > 0);
            return Task.FromResult(Page(matching, limit, record => record.Key));
        }
    }

    public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var matching = _partitions.Where(pair => pair.Key.Table == table).SelectMany(pair => pair.Value.Values)
                .OrderBy(Position, StringComparer.Ordinal)
                .Where(record => continuation is null || string.CompareOrdinal(Position(record), continuation) > 0);
            return Task.FromResult(Page(matching, limit, Position));
        }
    }

    private static string Position(StoredRecord record) => $"{record.Partition}\0{record.Key}";

    private static RecordPage Page(IEnumerable<StoredRecord> records, int limit, Func<StoredRecord, string> position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var page = records.Take(limit + 1).ToList();
        return page.Count <= limit ? new RecordPage(page, null) : new RecordPage(page[..limit], position(page[limit - 1]));
    }

    private static bool Holds(SortedDictionary<string, StoredRecord> records, RecordWrite write)
    {
        var current = records.GetValueOrDefault(Checked(write.Key));
        return write.Kind switch
        {
            RecordWriteKind.Insert => current is null,
            RecordWriteKind.Upsert => true,
            RecordWriteKind.Replace => current is not null && current.ETag == write.ETag,
            RecordWriteKind.Delete => write.ETag is null || current?.ETag == write.ETag,
            _ => throw new ArgumentOutOfRangeException(nameof(write)),
        };
    }

    private static string Checked(string key) =>
        key.Length is >= 1 and <= 400 ? key : throw new ArgumentException("Keys and partitions have 1 to 400 characters.", nameof(key));

    [GeneratedRegex(@"\A[A-Za-z0-9]{3,63}\z")]
    private static partial Regex TableName();

    private Task<string?> WriteAsync(string table, string partition, RecordWrite write)
    {
        lock (_lock)
        {
            var records = Of(table, partition);
            return Task.FromResult(Holds(records, write) ? Apply(records, partition, write) : null);
        }
    }

    private string? Apply(SortedDictionary<string, StoredRecord> records, string partition, RecordWrite write)
    {
        if (write.Kind == RecordWriteKind.Delete)
        {
            records.Remove(write.Key);
            return null;
        }

        ArgumentNullException.ThrowIfNull(write.Json);
        if (Encoding.UTF8.GetByteCount(write.Json) > 512 * 1024) throw new ArgumentException("A record holds up to 512 KB.", nameof(write));
        var etag = $"\"{++_version}\"";
        records[write.Key] = new StoredRecord(partition, write.Key, write.Json, etag);
        return etag;
    }

    private SortedDictionary<string, StoredRecord> Of(string table, string partition)
    {
        if (!TableName().IsMatch(table)) throw new ArgumentException($"'{table}' is not the name of a table.", nameof(table));
        if (_partitions.TryGetValue((table, Checked(partition)), out var records)) return records;
        return _partitions[(table, partition)] = new SortedDictionary<string, StoredRecord>(StringComparer.Ordinal);
    }
}
