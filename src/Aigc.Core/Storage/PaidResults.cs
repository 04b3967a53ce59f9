using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigc.Core.Storage;

/// <summary>
/// What was paid for, under the hash of everything that went into it: kept before anybody uses it, and found by whoever asks the same again.
/// They are small and come by the million, so each is a record: no file, and no blob operation, an answer.
/// </summary>
public sealed class PaidResults(IRecordStore records)
{
    private const string Table = "results";

    /// <summary>Null where nobody has paid for it yet.</summary>
    /// <param name="address">Lower-case hex of a hash.</param>
    public async Task<T?> FindAsync<T>(string tenant, string address, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await records.GetAsync(Table, PartitionOf(tenant, address), address, cancellationToken) is { } kept ? JsonSerializer.Deserialize(kept.Json, type) : null;

    /// <summary>Completes when the result is durable. Of several under one address the first stays.</summary>
    public Task KeepAsync<T>(string tenant, string address, T result, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        records.InsertAsync(Table, PartitionOf(tenant, address), address, JsonSerializer.Serialize(result, type), cancellationToken);

    // Spread over 256 partitions a tenant, each of which a table serves at its own rate.
    private static string PartitionOf(string tenant, string address) => $"{tenant}|{address[..2]}";
}
