using Aigc.Core.Text.Facts.Terms;

namespace Aigc.Core.Text.Offline;

/// <summary>What the feed says of a product, taken apart.</summary>
/// <param name="Noun">What it is; null where the title has no word that the rules know.</param>
/// <param name="Colours">In the order of the text.</param>
/// <param name="Given">Attributes that the feed itself has columns for.</param>
internal sealed record ProductFacts(
    string Name, string? Brand, Noun? Noun, Fact? Colour, IReadOnlyList<Term> Colours, Fact? Material, Fact? Capacity, Fact? Persons, Fact? Season, Fact? Style,
    IReadOnlyList<Fact> Qualities, IReadOnlyList<Feature> Features, IReadOnlyList<Purpose> Uses, IReadOnlyDictionary<string, string> Given)
{
    /// <summary>What is said of the product as a whole and does not stand in its name already.</summary>
    public IReadOnlyList<string> NewQualities => [.. Qualities.Select(quality => quality.Value).Where(quality => !Name.Contains(quality, StringComparison.OrdinalIgnoreCase))];

    public Fact? NewStyle => Style is { } style && !Name.Contains(style.Value, StringComparison.OrdinalIgnoreCase) ? style : null;

    public bool MaterialIsNew => Material is { } material && !Features.Any(feature => feature.Words.Contains(material.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without those that take words which must not be used.</summary>
    public ProductFacts Saying(Func<string, bool> allowed) => this with
    {
        Qualities = [.. Qualities.Where(quality => allowed(quality.Value))],
        Features = [.. Features.Where(feature => allowed($"{feature.Made} {feature.Words}"))],
        Uses = [.. Uses.Where(use => allowed(use.Words))],
    };
}

/// <param name="Evidence">The words that state it.</param>
/// <param name="Confidence">1 where a column says it, less where it was read out of prose.</param>
internal sealed record Fact(string Value, string Evidence, double Confidence);

/// <summary>Something that a product has, in the feed's words without article: <c>adjustable leg loops</c>.</summary>
/// <param name="Made"><c>made from</c> where the words are what it is made of; null where it has them.</param>
/// <param name="Source">The words as they stand in the feed.</param>
internal sealed record Feature(string Words, string? Made, string Source);

/// <summary>What a product is for, in the feed's words: <c>tackling steep ice walls</c>.</summary>
/// <param name="Said"><c>suited to</c>; or <c>designed for</c> and the like where the feed says so of its making.</param>
internal sealed record Purpose(string Said, string Words);
