using System.Globalization;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Facts;
using Aigc.Core.Text.Facts.Checks;
using Aigc.Core.Text.Offline;
using Aigc.Testing.Facts;

namespace Aigc.Core.Tests.Text.Facts;

/// <param name="Errors">The words of false facts that were missed, or those that were marked in clean texts: one for each such case.</param>
internal sealed record FactRate(bool IsFalse, string Language, string Kind, int Cases, IReadOnlyList<string> Errors)
{
    public int Wrong => Errors.Count;

    public double Detected => 1 - (Wrong / (double)Cases);

    public double Alarms => Wrong / (double)Cases;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsFalse ? "false fact" : "clean")} {Language} {Kind,-12} {Cases,5} cases  {(IsFalse ? "detected" : "false alarms")} {(IsFalse ? Detected : Alarms):0.0000}{string.Concat(Errors.CountBy(error => error).OrderByDescending(error => error.Value).Take(12).Select(error => $"  {error.Value} x '{error.Key}'"))}");
}

internal static class FactRates
{
    /// <summary>A false fact counts as found where a mark lies on its words.</summary>
    public static IReadOnlyList<FactRate> Measure(IEnumerable<GroundedCopy> copies, FactCases cases)
    {
        var books = new Dictionary<Product, FactBook>(ReferenceEqualityComparer.Instance);
        return [.. copies.SelectMany(copy => cases.False(copy).Concat(cases.Clean(copy)).ToList()).GroupBy(one => (one.IsFalse, Language: one.Language[..2], one.Kind))
            .Select(group => new FactRate(group.Key.IsFalse, group.Key.Language, group.Key.Kind, group.Count(), [.. group.Select(one => ErrorIn(one, books)).OfType<string>()]))
            .OrderBy(rate => rate.IsFalse).ThenBy(rate => rate.Language, StringComparer.Ordinal).ThenBy(rate => rate.Kind, StringComparer.Ordinal)];
    }

    /// <summary>Share of false facts that were found, share of clean texts that were marked.</summary>
    public static (double Detected, double Alarms) Overall(IReadOnlyList<FactRate> rates) => (1 - Wrong(rates, isFalse: true), Wrong(rates, isFalse: false));

    private static double Wrong(IReadOnlyList<FactRate> rates, bool isFalse)
    {
        var those = rates.Where(rate => rate.IsFalse == isFalse).ToList();
        return those.Sum(rate => rate.Wrong) / (double)those.Sum(rate => rate.Cases);
    }

    private static string? ErrorIn(FactCase one, Dictionary<Product, FactBook> books)
    {
        if (!books.TryGetValue(one.Product, out var book)) books[one.Product] = book = new(one.Product);
        var found = FactGuard.Check(book, new FactText("text", one.Text, one.Language, FactGuard.MarketsOf(null, one.Language)));
        if (!one.IsFalse) return found.Count == 0 ? null : found[0].Text;
        return found.Any(finding => finding.Start < one.Start + one.Length && one.Start < finding.Start + finding.Length) ? null : one.Text.Substring(one.Start, one.Length);
    }
}

/// <summary>Copy that is true: what the rules compose of each product, and the sentences of its own description.</summary>
internal static class GroundedCopies
{
    public static IEnumerable<GroundedCopy> Of(Product product, string language)
    {
        foreach (var kind in new[] { Slots.Title, Slots.Description, Slots.Highlights })
        {
            var answer = OfflineAnswers.Of(new CopyRequest("acme", product, new OutputSpec { Slot = $"{kind}.{language}" }, language, new()));
            yield return new(product, language, answer.Title ?? answer.Description ?? string.Join(language == "en" ? ". " : "。", answer.Highlights!));
        }
        // "The ultimate ride" is the feed's own and banned all the same.
        if (language == "en") foreach (var sentence in (product.Description ?? "").Split(". ").Where(sentence => sentence.Length > 0 && !sentence.Contains("ultimate", StringComparison.Ordinal))) yield return new(product, language, sentence);
    }
}
