using System.Globalization;
using System.Text.RegularExpressions;
using Aigc.Contracts.Products;

namespace Aigc.Core.Text.Offline;

/// <summary>Reads the facts out of a product: columns first, then title and description by word lists.</summary>
internal static partial class FactFinder
{
    private const double FromProse = 0.8;

    // "Rugged terrain" and "a rugged and adventurous edge" say nothing about the product.
    private const string NotOfTheProduct = @"(?!\s+(?:and\s+\w+\s+)?(?:outdoor|terrains?|conditions|edge|look)\b)";
    private static readonly string[] ColorColumns = ["color", "colour", "颜色"];
    private static readonly string[] MaterialColumns = ["material", "材质"];

    public static ProductFacts Find(Product product)
    {
        var prose = $"{product.Title}. {product.Description}";
        var given = product.Attributes;
        return new(
            product.Title, product.Brand, product.ProductType ?? product.GoogleProductCategory,
            Column(given, ColorColumns) ?? ColorIn(prose), Column(given, MaterialColumns) ?? MaterialIn(product.Title ?? "", prose),
            Match(prose, Capacity()), Match(product.Title ?? "", Persons()), [.. Known(prose, Vocabulary.Qualities.Keys)],
            [.. FeatureFinder.Features(product.Description ?? "").Where(feature => !IsName(feature, product))], [.. FeatureFinder.Uses(product.Description ?? "")], given);
    }

    // "with the Ridge Bottle by Northway" names the product; it is no feature of it.
    private static bool IsName(string phrase, Product product) =>
        (product.Title is { Length: > 0 } title && (phrase.Contains(title, StringComparison.OrdinalIgnoreCase) || title.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
        || (product.Brand is { Length: > 2 } brand && phrase.Contains(brand, StringComparison.OrdinalIgnoreCase));

    private static Fact? Column(IReadOnlyDictionary<string, string> given, string[] names)
    {
        foreach (var name in names) if (given.TryGetValue(name, out var value) && value.Length > 0) return new(value, $"feed: {name}", 1);
        return null;
    }

    // A colour word counts where it is said of the product: "vibrant blue color", "in bold orange", "the black and blue color scheme"; that of
    // a part ("orange strap") is not the product's.
    private static Fact? ColorIn(string prose)
    {
        var match = ColorPhrase().Match(prose);
        if (!match.Success) return null;
        var colors = Word().Matches(match.Value).Select(word => word.Value).Where(Vocabulary.Colors.ContainsKey).Distinct(StringComparer.OrdinalIgnoreCase).Select(color => color.ToLowerInvariant());
        return new(string.Join("/", colors).Replace("navy/blue", "navy", StringComparison.Ordinal), match.Value.Trim(), FromProse);
    }

    // What the product is made of, not what one part of it is: named in the title, or "made of nylon", "aluminum construction".
    private static Fact? MaterialIn(string title, string prose)
    {
        foreach (var material in Vocabulary.Materials.Keys)
        {
            var word = Regex.Escape(material);
            var match = Regex.Match(prose, $@"\b(?:made (?:of|from|with)|constructed (?:of|from)|crafted from)\s+(?:[\w-]+\s+(?:and\s+)?){{0,3}}{word}\b|\b{word} (?:construction|fabric|material|body|shell|T-shirt)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            if (match.Success || Regex.IsMatch(title, $@"\b{word}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) return new(material, match.Success ? match.Value : title, FromProse);
        }
        return null;
    }

    private static IEnumerable<Fact> Known(string prose, IEnumerable<string> words)
    {
        var found = new List<(int At, Fact Fact)>();
        foreach (var word in words)
        {
            var match = Regex.Match(prose, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-]){NotOfTheProduct}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            // "carbon fiber" says more than "fiber", "stainless steel" more than "steel".
            if (match.Success && !found.Exists(known => known.Fact.Value.Contains(word, StringComparison.OrdinalIgnoreCase))) found.Add((match.Index, new(word.ToLower(CultureInfo.InvariantCulture), match.Value, FromProse)));
        }
        return found.OrderBy(known => known.At).Select(known => known.Fact);
    }

    private static Fact? Match(string text, Regex pattern) => pattern.Match(text) is { Success: true } match ? new(match.Groups["value"].Value, match.Value, 0.95) : null;

    [GeneratedRegex(@"(?:(?:in|available in|with its|the|its|this)\s+(?:[\w-]+\s+){0,2})?(?<![\w-])(?:black|white|blue|navy|turquoise|teal|green|olive|red|orange|yellow|purple|pink|silver|gold|grey|gray|brown|beige)(?:\s+and\s+(?:black|white|blue|green|red|orange|yellow|purple|pink|silver|gold|grey|gray|brown))?(?![\w-])(?!\s+(?:straps?|dial|lens|lenses|light|accents?)\b)(?:\s+(?:color|colour|colorway|design|housing|finish)(?:\s+scheme)?)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColorPhrase();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w.])(?<value>\d+(?:\.\d+)?\s?(?:L|l|ml|litres?|liters?))(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Capacity();

    [GeneratedRegex(@"(?<value>\d+)-[Pp]erson", RegexOptions.CultureInvariant)]
    private static partial Regex Persons();
}
