using System.Globalization;
using Aigc.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Aigc.Local.Storage;

/// <summary>Records in SQLite. A cursor is the last key that was seen, so that a page costs the same wherever it is.</summary>
internal sealed class SqliteRecordStore(LocalDatabase database) : IRecordStore
{
    private const int MostJson = 512 * 1024;

    public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Read(read => read.Query(Record, "SELECT part, key, json, etag FROM records WHERE tbl = $1 AND part = $2 AND key = $3", table, partition, key).SingleOrDefault()));

    public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => WriteAsync(table, partition, new(RecordWriteKind.Insert, key, json), cancellationToken);

    public async Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => (await WriteAsync(table, partition, new(RecordWriteKind.Upsert, key, json), cancellationToken))!;

    public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) => WriteAsync(table, partition, new(RecordWriteKind.Replace, key, json, etag), cancellationToken);

    public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default) =>
        database.WriteAsync(write => write.Execute("DELETE FROM records WHERE tbl = $1 AND part = $2 AND key = $3", table, partition, key) > 0, cancellationToken: cancellationToken);

    public Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default)
    {
        if (writes.Count is 0 or > 100) throw new ArgumentException("A batch is 1 to 100 writes.", nameof(writes));
        if (writes.DistinctBy(write => write.Key, StringComparer.Ordinal).Count() != writes.Count) throw new ArgumentException("A key may occur once in a batch.", nameof(writes));
        return database.WriteAsync(writer => writes.All(write => Apply(writer, table, partition, write) is not null), keep: all => all, cancellationToken);
    }

    public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        // One lower bound: of two, SQLite would look one up and read on from there to the other. U+10FFFF sorts behind every key.
        var rows = database.Read(read => read.Query(Record,
            $"SELECT part, key, json, etag FROM records WHERE tbl = $1 AND part = $2 AND key {(continuation is null ? ">=" : ">")} $3 AND key < $4 ORDER BY key LIMIT $5",
            table, partition, continuation ?? keyFrom ?? "", keyTo ?? "\U0010FFFF", limit + 1));
        return Task.FromResult(Page(rows, limit, record => record.Key));
    }

    public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var after = continuation?.Split('\n', 2) ?? ["", ""];
        var rows = database.Read(read => read.Query(Record,
            "SELECT part, key, json, etag FROM records WHERE tbl = $1 AND (part, key) > ($2, $3) ORDER BY part, key LIMIT $4", table, Uri.UnescapeDataString(after[0]), after[1], limit + 1));
        return Task.FromResult(Page(rows, limit, record => $"{Uri.EscapeDataString(record.Partition)}\n{record.Key}"));
    }

    private static RecordPage Page(List<StoredRecord> rows, int limit, Func<StoredRecord, string> cursor) =>
        rows.Count <= limit ? new(rows, null) : new(rows[..limit], cursor(rows[limit - 1]));

    private Task<string?> WriteAsync(string table, string partition, RecordWrite write, CancellationToken cancellationToken) =>
        database.WriteAsync(writer => Apply(writer, table, partition, write), keep: etag => etag is not null, cancellationToken);

    private static string? Apply(LocalWriter writer, string table, string partition, RecordWrite write)
    {
        if (write.Json?.Length > MostJson) throw new ArgumentException($"A record is at most {MostJson} characters.", nameof(write));
        var version = writer.NextVersion();
        var changed = write.Kind switch
        {
            RecordWriteKind.Insert => writer.Execute("INSERT OR IGNORE INTO records VALUES ($1, $2, $3, $4, $5)", table, partition, write.Key, write.Json!, version),
            RecordWriteKind.Upsert => writer.Execute("INSERT INTO records VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO UPDATE SET json = $4, etag = $5", table, partition, write.Key, write.Json!, version),
            RecordWriteKind.Replace => writer.Execute("UPDATE records SET json = $4, etag = $5 WHERE tbl = $1 AND part = $2 AND key = $3 AND etag = $6", table, partition, write.Key, write.Json!, version, Version(write.ETag)),
            _ when write.ETag is null => writer.Execute("DELETE FROM records WHERE tbl = $1 AND part = $2 AND key = $3", table, partition, write.Key) + 1,
            _ => writer.Execute("DELETE FROM records WHERE tbl = $1 AND part = $2 AND key = $3 AND etag = $4", table, partition, write.Key, Version(write.ETag)),
        };
        return changed > 0 ? version.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static long Version(string? etag) => long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private static StoredRecord Record(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3).ToString(CultureInfo.InvariantCulture));
}
