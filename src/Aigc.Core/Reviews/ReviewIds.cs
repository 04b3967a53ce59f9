using System.Globalization;

namespace Aigc.Core.Reviews;

/// <summary>A review is named by its item: <c>{batch}-{row}</c>.</summary>
public static class ReviewIds
{
    private const int MaxLength = 120;

    public static string Of(string batchId, long row) => string.Create(CultureInfo.InvariantCulture, $"{batchId}-{row}");

    /// <exception cref="ProblemException"><c>not-found</c> (404): no review has such an id.</exception>
    public static string BatchOf(string reviewId) => Parse(reviewId).BatchId;

    /// <exception cref="ProblemException"><c>not-found</c> (404): no review has such an id.</exception>
    public static (string BatchId, long Row) Parse(string reviewId) => TryParse(reviewId, out var batchId, out var row)
        ? (batchId, row)
        : throw new ProblemException("not-found", "There is no such review.", 404);

    public static bool TryParse(string reviewId, out string batchId, out long row)
    {
        (batchId, row) = ("", 0);
        var split = reviewId.LastIndexOf('-');
        if (reviewId.Length > MaxLength || split < 1 || split == reviewId.Length - 1 || reviewId[split + 1] == '0') return false;
        batchId = reviewId[..split];
        return long.TryParse(reviewId.AsSpan(split + 1), NumberStyles.None, CultureInfo.InvariantCulture, out row);
    }
}
