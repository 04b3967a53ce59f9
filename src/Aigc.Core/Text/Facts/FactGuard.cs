using System.Runtime.CompilerServices;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Facts.Checks;

namespace Aigc.Core.Text.Facts;

/// <summary>
/// Holds copy against the facts of its product: numbers with their units, brands, materials, colours, model numbers, claims; and against the words that the
/// market's advertising law bans. What it finds is marked in the text and sent to a person; it changes no word itself.
/// </summary>
internal sealed class FactGuard
{
    private const int MaxFindings = 50;
    private static readonly FactCheck[] Checks = [new MeasureCheck(), new ModelCheck(), new TermCheck(), new ClaimFormCheck(), new SuperlativeCheck(), new BrandCheck()];

    // The facts of a product are the same for all its slots.
    private readonly ConditionalWeakTable<Product, FactBook> _books = [];

    public SlotResult Guard(Product product, SlotResult slot, string language, CopyRules rules)
    {
        // Categories come from the tree, not from the product.
        if (slot.Categories is not null) return slot;
        var findings = Check(_books.GetValue(product, static one => new(one)), slot, language, rules);
        if (findings.Count == 0) return slot;
        // What is held already keeps its reason.
        return slot.State == SlotState.Made ? slot with { State = SlotState.InReview, Reason = "facts-unsupported", Detail = Told(findings), Facts = findings } : slot with { Facts = findings };
    }

    public IReadOnlyList<FactFinding> Check(FactBook facts, SlotResult slot, string language, CopyRules rules) =>
        [.. SlotTexts.Of(slot).SelectMany(part => Check(facts, new(part.Field, part.Text, language, MarketsOf(rules.Market, language)))).Where(finding => !IsSeen(slot, finding)).Take(MaxFindings)];

    // A colour that the photo shows is borne out by it, in that value alone: no text may say more than the product's words.
    private static bool IsSeen(SlotResult slot, FactFinding finding) =>
        finding.Kind == FactKind.Colour && (slot.Attributes ?? []).Index().Any(one => one.Item.Source == AttributeValue.Image && finding.Field == $"attributes[{one.Index}].value");

    public static IReadOnlyList<FactFinding> Check(FactBook facts, FactText text)
    {
        var all = Checks.SelectMany(check => check.Find(text, facts)).OrderBy(finding => finding.Start).ThenByDescending(finding => finding.Length).ToList();
        // One mark a place: the longest finding covers those inside it.
        var kept = new List<FactFinding>();
        foreach (var finding in all)
            if (kept.Count == 0 || finding.Start >= kept[^1].Start + kept[^1].Length) kept.Add(finding);
        return kept;
    }

    public static IReadOnlyList<string> MarketsOf(string? market, string language) => market is not null ? [market] : language.StartsWith("zh", StringComparison.Ordinal) ? ["cn"] : ["us", "eu"];

    private static string Told(IReadOnlyList<FactFinding> findings) =>
        $"Not borne out by the product: {string.Join(", ", findings.Take(5).Select(finding => $"'{finding.Text}'"))}{(findings.Count > 5 ? $" and {findings.Count - 5} more" : "")}.";
}
