using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Core.Storage;

namespace Aigc.Core.Costs;

/// <summary>Some records of one partition: read, changed in memory, and written in one transaction, each under the ETag that was read.</summary>
internal sealed class RecordSheet
{
    /// <summary>What one transaction of the store takes.</summary>
    public const int MostRows = 100;

    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);

    public static async Task<RecordSheet> ReadAsync(IRecordStore records, string table, string partition, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var sheet = new RecordSheet();
        var read = await Task.WhenAll(keys.Select(key => records.GetAsync(table, partition, key, cancellationToken)));
        foreach (var (key, stored) in keys.Zip(read)) sheet._rows[key] = new(stored?.ETag, stored?.Json);
        return sheet;
    }

    public bool Has(string key) => _rows[key].Json is not null;

    public T? Get<T>(string key, JsonTypeInfo<T> type) where T : class => _rows[key].Json is { } json ? JsonSerializer.Deserialize(json, type) : null;

    public void Set<T>(string key, T value, JsonTypeInfo<T> type) => Put(key, JsonSerializer.Serialize(value, type));

    public void Remove(string key) => Put(key, null);

    /// <summary>False, and nothing written, where another has changed one of the records since.</summary>
    public async Task<bool> WriteAsync(IRecordStore records, string table, string partition, CancellationToken cancellationToken)
    {
        var writes = _rows.Where(row => row.Value.IsChanged).Select(row => WriteOf(row.Key, row.Value)).ToList();
        return writes.Count == 0 || await records.WriteBatchAsync(table, partition, writes, cancellationToken);
    }

    private void Put(string key, string? json) => _rows[key] = _rows[key] with { Json = json, IsChanged = _rows[key].ETag is not null || json is not null };

    private static RecordWrite WriteOf(string key, Row row) => row switch
    {
        { Json: null } => new(RecordWriteKind.Delete, key, ETag: row.ETag),
        { ETag: null } => new(RecordWriteKind.Insert, key, row.Json),
        _ => new(RecordWriteKind.Replace, key, row.Json, row.ETag),
    };

    private sealed record Row(string? ETag, string? Json, bool IsChanged = false);
}
