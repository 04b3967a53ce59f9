using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Aigc.Contracts.Products;

namespace Aigc.Core.Text.Injection;

/// <summary>
/// Instructions that somebody wrote into a product's words for a model to follow. Such sentences are no facts of the product: no model is shown them, no
/// fact is read from them, and a person looks at the item.
/// </summary>
internal static partial class InjectedText
{
    // Every repetition is bounded, so the time is that of the text's length.
    private static readonly Regex Pattern = new(
        string.Join('|', WordFile.Read("Injection.patterns.tsv").Select(line => $"(?:{line[1]})")), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(2));

    // A product is asked about once for each of its slots, and again when they are judged.
    private static readonly ConditionalWeakTable<Product, Product> Known = [];

    public static bool IsIn(Product product) => !ReferenceEquals(Without(product), product);

    /// <returns>The product itself where there is nothing to leave out.</returns>
    public static Product Without(Product product) => Known.GetValue(product, static one => ProductTexts.Of(one).Any(part => Pattern.IsMatch(Plain(part.Text))) ? Cleared(one) : one);

    private static Product Cleared(Product product) => product with
    {
        Title = Cleared(product.Title),
        Brand = Cleared(product.Brand),
        Description = Cleared(product.Description),
        ProductType = Cleared(product.ProductType),
        GoogleProductCategory = Cleared(product.GoogleProductCategory),
        Attributes = product.Attributes.Select(pair => (pair.Key, Value: Cleared(pair.Value))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
    };

    public static IReadOnlyList<string> Without(IReadOnlyList<string> pieces) => [.. pieces.Select(piece => Cleared(piece) ?? "")];

    // Sentence by sentence; what an instruction is spread over goes with it.
    private static string? Cleared(string? text)
    {
        if (text is null || !Pattern.IsMatch(Plain(text))) return text;
        var kept = string.Concat(SentenceGap().Split(text).Where(sentence => !Pattern.IsMatch(Plain(sentence)))).Trim();
        return kept.Length == 0 || Pattern.IsMatch(Plain(kept)) ? null : kept;
    }

    // Letters that are parted or disguised to slip through: zero-width characters, full-width letters, runs of spaces.
    private static string Plain(string text) => Gaps().Replace(Products.Cleaning.CharacterFolding.Widths(text), match => match.Value[0] is ' ' or '\n' or '\t' or '\r' ? " " : "");

    [GeneratedRegex(@"(?<=[.!?。！？；\n])", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceGap();

    [GeneratedRegex(@"\s+|[\p{Cf}]", RegexOptions.CultureInvariant)]
    private static partial Regex Gaps();
}
