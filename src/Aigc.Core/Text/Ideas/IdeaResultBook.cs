using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Ideas;

/// <summary>Past results, by what they were results of.</summary>
internal sealed class IdeaResultBook(IReadOnlyList<PastResult> rows)
{
    private readonly Dictionary<IdeaKind, (ShrunkRates Clicks, ShrunkRates? Conversions, List<PastResult> Rows)> _kinds = rows.GroupBy(row => row.Kind).ToDictionary(kind => kind.Key, kind => Fitted([.. kind]));

    /// <summary>The rows that speak of an idea, together; and how they did, 0 to 1, where the usual is half. Null where none does.</summary>
    public (IdeaResults? Results, double? Worked) Of(IdeaAnswer idea)
    {
        if (!_kinds.TryGetValue(idea.Kind, out var kind) || kind.Rows.Where(row => Speaks(row, idea)).ToList() is not { Count: > 0 } found) return (null, null);
        var (shown, clicked) = (found.Sum(row => row.Impressions), found.Sum(row => row.Clicks));
        var counted = found.Where(row => row.Conversions is not null).ToList();
        var bought = counted.Sum(row => row.Conversions!.Value);
        // Sales for each time it was shown, where they are counted.
        var lift = kind.Clicks.Lift(shown, clicked) * (kind.Conversions?.Lift(counted.Sum(row => row.Clicks), bought) ?? 1);
        return (new(found.Count, shown, clicked, counted.Count > 0 ? bought : null, Math.Round(kind.Clicks.Of(shown, clicked), 5), Math.Round(kind.Clicks.Usual, 5)), lift / (1 + lift));
    }

    /// <summary>The rate of a row as it is to be taken, and the usual one.</summary>
    public (double Rate, double Usual) RateOf(PastResult row) => (_kinds[row.Kind].Clicks.Of(row.Impressions, row.Clicks), _kinds[row.Kind].Clicks.Usual);

    private static (ShrunkRates, ShrunkRates?, List<PastResult>) Fitted(List<PastResult> rows)
    {
        var counted = rows.Where(row => row.Conversions is not null).ToList();
        return (ShrunkRates.Fit(rows.Select(row => (row.Impressions, row.Clicks))), counted.Count > 0 ? ShrunkRates.Fit(counted.Select(row => (row.Clicks, row.Conversions!.Value))) : null, rows);
    }

    // The same again, what it was said to come from, or one that rests on the same words.
    private static bool Speaks(PastResult row, IdeaAnswer idea) =>
        row.Text.Equals(idea.Text, StringComparison.OrdinalIgnoreCase) || row.Text.Equals(idea.Past?.Trim(), StringComparison.OrdinalIgnoreCase)
        || (idea.Kind != IdeaKind.Scene && idea.Basis is { } basis && basis.Split(", ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts && parts.All(words => Has(row.Text, words)));

    // Whole words; plain, since each of hundreds of rows is asked for each idea.
    private static bool Has(string text, string words)
    {
        for (var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
            if (IsEdge(text, at - 1) && IsEdge(text, at + words.Length)) return true;
        return false;
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]) || text[at] > '\u2e80';
}
