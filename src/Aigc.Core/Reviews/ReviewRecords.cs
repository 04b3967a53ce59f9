using System.Globalization;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Reviews;

/// <summary>Where reviews lie: one partition a batch, three shelves in it, rows padded so that key order is row order.</summary>
internal static class ReviewRecords
{
    public const string Table = "reviews";
    public const string Item = "item/";
    public const string Open = "open/";
    public const string Todo = "todo/";

    public static string Partition(string tenant, string batch) => $"{tenant}|{batch}";

    public static string Key(string shelf, long row) => shelf + row.ToString("D19", CultureInfo.InvariantCulture);

    public static string Json(Review review) => JsonSerializer.Serialize(review, AigcJson.Default.Review);

    public static Review Read(StoredRecord stored) => JsonSerializer.Deserialize(stored.Json, AigcJson.Default.Review)!;

    // ':' is the character after the last digit, so the range ends with the shelf.
    public static Task<RecordPage> QueryAsync(IRecordStore records, string tenant, string batch, string shelf, int limit, string? continuation, CancellationToken cancellationToken) =>
        records.QueryAsync(Table, Partition(tenant, batch), shelf, shelf + ":", limit, continuation, cancellationToken);
}
