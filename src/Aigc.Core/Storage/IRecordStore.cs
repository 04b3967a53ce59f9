namespace Aigc.Core.Storage;

/// <summary>Small JSON records by table, partition and key, with ETags. Tables are 3 to 63 letters and digits; partitions and keys 1 to 400 characters of any kind; data up to 512 KB.</summary>
public interface IRecordStore
{
    /// <summary>Null where there is none.</summary>
    Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default);

    /// <summary>The new ETag; null, and nothing written, where the key is taken.</summary>
    Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default);

    /// <summary>Writes whatever was there before; the new ETag.</summary>
    Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default);

    /// <summary>The new ETag; null, and nothing written, where the record has moved on from <paramref name="etag"/> or is gone.</summary>
    Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default);

    /// <summary>True where there was one.</summary>
    Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default);

    /// <summary>All or nothing over one partition, up to 100 operations. False, and nothing written, where any condition does not hold.</summary>
    Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default);

    /// <summary>One page in ordinal key order (of code points). <paramref name="keyFrom"/> is inclusive, <paramref name="keyTo"/> exclusive; null: open.</summary>
    Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default);

    /// <summary>Pages over all partitions of a table, in no promised order: for sweepers, not for requests.</summary>
    Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default);
}

public sealed record StoredRecord(string Partition, string Key, string Json, string ETag);

/// <param name="Continuation">Hand it in again for the next page; null: this was the last.</param>
public sealed record RecordPage(IReadOnlyList<StoredRecord> Records, string? Continuation);

public enum RecordWriteKind { Insert, Upsert, Replace, Delete }

/// <param name="ETag">For <see cref="RecordWriteKind.Replace"/>; for Delete null means whatever it is, nothing included.</param>
public sealed record RecordWrite(RecordWriteKind Kind, string Key, string? Json = null, string? ETag = null);
