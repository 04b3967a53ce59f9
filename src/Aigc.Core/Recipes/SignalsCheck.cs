using Aigc.Contracts.Recipes;

namespace Aigc.Core.Recipes;

/// <summary>What the schema cannot say of signals: who was shown something, who clicked and who bought are each some of the former.</summary>
internal static class SignalsCheck
{
    public static IEnumerable<ProblemError> Wrong(Signals? signals)
    {
        foreach (var (i, row) in (signals?.Performance ?? []).Index())
        {
            if (row.Clicks > row.Impressions) yield return new($"$.signals.performance[{i}].clicks", "must not be more than impressions");
            if (row.Conversions > row.Clicks) yield return new($"$.signals.performance[{i}].conversions", "must not be more than clicks");
        }
        foreach (var (i, _) in (signals?.Trends ?? []).Index().Where(trend => IsRepeated(signals!.Trends, trend.Index))) yield return new($"$.signals.trends[{i}].term", "repeats a term of the same category");
    }

    private static bool IsRepeated(IReadOnlyList<TrendTerm> trends, int index) => trends.Take(index).Any(other =>
        other.Term.Trim().Equals(trends[index].Term.Trim(), StringComparison.OrdinalIgnoreCase) && string.Equals(other.Category?.Trim(), trends[index].Category?.Trim(), StringComparison.OrdinalIgnoreCase));
}
