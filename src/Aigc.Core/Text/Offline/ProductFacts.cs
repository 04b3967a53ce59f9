namespace Aigc.Core.Text.Offline;

/// <summary>What the feed says of a product, taken apart.</summary>
/// <param name="Features">Noun phrases in the feed's words, without article: <c>adjustable leg loops</c>.</param>
/// <param name="Uses">What it is for, in the feed's words: <c>tackling steep ice walls</c>.</param>
/// <param name="Given">Attributes that the feed itself has columns for.</param>
internal sealed record ProductFacts(
    string? Name, string? Brand, string? Category, Fact? Color, Fact? Material, Fact? Capacity, Fact? Persons,
    IReadOnlyList<Fact> Qualities, IReadOnlyList<string> Features, IReadOnlyList<string> Uses, IReadOnlyDictionary<string, string> Given);

/// <param name="Evidence">The words that state it.</param>
/// <param name="Confidence">1 where a column says it, less where it was read out of prose.</param>
internal sealed record Fact(string Value, string Evidence, double Confidence);
