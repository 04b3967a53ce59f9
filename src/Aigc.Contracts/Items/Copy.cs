namespace Aigc.Contracts.Items;

/// <param name="Path">From the root of the tree: <c>Sports &amp; Outdoors &gt; Winter Sports &gt; Snowboards</c>.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Evidence">The words of the product that speak for it.</param>
public sealed record CategoryMatch(string Path, double Confidence, string? Evidence);

/// <summary>The lines of an advertisement, best first.</summary>
/// <param name="Channel"><c>search</c>, <c>display</c> or <c>social</c>.</param>
public sealed record AdCopy(string Channel, IReadOnlyList<string> Headlines, IReadOnlyList<string> Descriptions);

/// <param name="Basis">What it was made from: the fact, the synonym or the use that it stands for.</param>
public sealed record Keyword(string Text, KeywordKind Kind, string? Basis = null);

public enum KeywordKind
{
    /// <summary>What the product is.</summary>
    Core,

    /// <summary>Another way to say it, or a narrower one.</summary>
    Expansion,

    /// <summary>A theme to advertise it under.</summary>
    Idea,
}

/// <summary>What the check of a translation found.</summary>
/// <param name="Source">Slot that was translated, or <c>feed</c>.</param>
/// <param name="Similarity">How much of the source the translation back into its language gives again: 0 to 1, chrF; null where nothing was translated back.</param>
/// <param name="NumbersKept">Numbers and measures are the same on both sides.</param>
/// <param name="Back">The translation back, for whoever reviews; pieces parted by line breaks.</param>
public sealed record TranslationCheck(string Source, double? Similarity, bool NumbersKept, string? Back = null);

public enum FactKind { Number, Unit, Brand, Material, Colour, Claim, Superlative, Model }

/// <summary>A span of copy that the product's facts do not bear out, or that the market's law forbids.</summary>
/// <param name="Field">Which text of the slot: <c>text</c>, <c>points[0]</c>, <c>attributes[2].value</c>, <c>ad.headlines[0]</c>, <c>keywords[3]</c>, <c>ideas[0]</c>.</param>
/// <param name="Start">Of the span in that text, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Text">The span itself.</param>
/// <param name="Why">For people.</param>
public sealed record FactFinding(string Field, int Start, int Length, FactKind Kind, string Text, string Why);
