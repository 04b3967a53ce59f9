using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Injection;

namespace Aigc.Core.Text.Ideas;

/// <summary>The signals that concern one product. Instructions to a model that stand in a term or a text are not passed on.</summary>
internal sealed class IdeaSignals
{
    private const int MostTrends = 20;

    private IdeaSignals(IReadOnlyList<ScoredTrend> trends, IReadOnlyList<PastResult> results) => (Trends, Results) = (trends, results);

    /// <summary>Those that the product's own words bear out first, then those of its kind, then others; of each the loudest first.</summary>
    public IReadOnlyList<ScoredTrend> Trends { get; }

    public IReadOnlyList<PastResult> Results { get; }

    public static IdeaSignals Of(CopyRequest request, IdeaWords words)
    {
        var path = PathsOf(request);
        var trends = (request.Signals?.Trends ?? []).Where(trend => Concerns(trend.Category, path)).Select(trend => trend with { Term = Plain(trend.Term) }).Where(trend => trend.Term.Length > 0).ToList();
        var most = trends.Select(trend => trend.Weight).DefaultIfEmpty(0).Max();
        var scored = trends.Select(trend => new ScoredTrend(trend, Loudness(trend, most))).OrderBy(trend => words.IsFact(trend.Term.Term) ? 0 : words.IsKnown(trend.Term.Term) ? 1 : 2)
            .ThenByDescending(trend => trend.Score).ThenBy(trend => trend.Term.Term, StringComparer.Ordinal).Take(MostTrends);
        var results = (request.Signals?.Performance ?? []).Where(row => Concerns(row.Category, path)).Select(row => row with { Text = Plain(row.Text) }).Where(row => row.Text.Length > 0);
        return new([.. scored], [.. results]);
    }

    // Searches have a long tail, so their logarithm counts; of growth, the share that the last of two periods has of both. A term that does not move has half.
    private static double Loudness(TrendTerm trend, double most) => most <= 0 ? 0 : Math.Log(1 + trend.Weight) / Math.Log(1 + most) * (1 + trend.Growth) / (2 + trend.Growth);

    private static List<string[]> PathsOf(CopyRequest request) =>
        [.. new[] { request.Product.ProductType, request.Product.GoogleProductCategory, request.Tree.Best(request.Product)?.Path }.OfType<string>().Select(Steps)];

    private static bool Concerns(string? category, List<string[]> paths)
    {
        if (string.IsNullOrWhiteSpace(category)) return true;
        var wanted = Steps(category);
        return paths.Exists(path => Enumerable.Range(0, Math.Max(0, path.Length - wanted.Length + 1)).Any(at => path.AsSpan(at, wanted.Length).SequenceEqual(wanted, StringComparer.OrdinalIgnoreCase)));
    }

    private static string[] Steps(string path) => path.Split('>', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Plain(string text) => InjectedText.Without([text])[0] == text ? CopyNormaliser.Line(text, 200) ?? "" : "";
}

/// <param name="Score">0 to 1.</param>
internal sealed record ScoredTrend(TrendTerm Term, double Score);
