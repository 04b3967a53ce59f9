using System.Text.RegularExpressions;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Facts.Terms;

namespace Aigc.Core.Text.Offline;

/// <summary>Reads the facts out of a product: columns first, then title and description by word lists.</summary>
internal static partial class FactFinder
{
    private const double FromProse = 0.8;
    private const double FromTitle = 0.95;

    // "Rugged terrain" and "a rugged and adventurous edge" say nothing about the product.
    private const string NotOfTheProduct = @"(?!\s+(?:and\s+\w+\s+)?(?:outdoor|terrains?|conditions|edge|look|option|fit)\b)";
    private static readonly string[] ColourColumns = ["color", "colour", "颜色"];
    private static readonly string[] MaterialColumns = ["material", "材质"];

    /// <exception cref="ProblemException"><c>not-enough-data</c> (422): the product has no title.</exception>
    public static ProductFacts Find(Product product)
    {
        var title = product.Title ?? throw new ProblemException("not-enough-data", "The feed gives this product no title to write from.", 422);
        var description = product.Description ?? "";
        var given = product.Attributes ?? new Dictionary<string, string>();
        var features = FeatureFinder.Features(description).Where(feature => !IsName(feature.Words, product)).ToList();
        // A brand such as Green Equipment says no colour.
        var prose = product.Brand is { Length: > 1 } brand ? $"{title}. {description}".Replace(brand, " ", StringComparison.OrdinalIgnoreCase) : $"{title}. {description}";
        var colour = Column(given, ColourColumns) ?? ColourIn(prose);
        return new(
            title, product.Brand, NounOf(title, description), colour, ColoursOf(colour), Column(given, MaterialColumns) ?? MaterialIn(title, prose), Match(prose, Capacity()), Match(title, Persons()), Match(title, Season()), StyleIn(prose),
            [.. Qualities(features.Aggregate(prose, (text, feature) => text.Replace(feature.Source, " ", StringComparison.OrdinalIgnoreCase)))], features, [.. FeatureFinder.Uses(description)], given);
    }

    public static IReadOnlyList<Term> ColoursOf(Fact? colour) => colour is null ? [] : [.. TermLexicon.Shipped.Find(colour.Value).Select(hit => hit.Term).Where(term => term.Kind == FactKind.Colour)];

    // A harness that the description calls a climbing harness is one.
    private static Noun? NounOf(string title, string description)
    {
        var noun = Lexicon.Nouns.FirstOrDefault(noun => Names(title, noun.English) || title.Contains(noun.Chinese, StringComparison.Ordinal));
        var fuller = noun is null ? null : Lexicon.Nouns.FirstOrDefault(other => other.English.EndsWith($" {noun.English}", StringComparison.OrdinalIgnoreCase) && Names(description, other.English));
        return fuller is null ? noun : fuller with { English = noun!.English, Synonyms = [fuller.English, .. fuller.Synonyms] };
    }

    private static bool Names(string text, string noun) => Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(noun)}(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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
    private static Fact? ColourIn(string prose)
    {
        var match = ColourPhrase().Match(prose);
        var hits = match.Success ? TermLexicon.Shipped.Find(match.Value).Where(hit => hit.Term.Kind == FactKind.Colour).ToList() : TermLexicon.Shipped.Find(prose).Where(hit => hit.Term.Kind == FactKind.Colour && prose[hit.Start] > '\u2e80').Take(1).ToList();
        if (hits.Count == 0) return null;
        var text = match.Success ? match.Value : prose;
        var words = hits.Select(hit => text.Substring(hit.Start, hit.Length).ToLowerInvariant()).Distinct().ToList();
        return new(string.Join('/', words), match.Success ? match.Value.Trim() : words[0], FromProse);
    }

    // What the product is made of, not what one part of it is: named in the title, or "made of nylon", "aluminum construction".
    private static Fact? MaterialIn(string title, string prose)
    {
        foreach (var material in Lexicon.Materials.Keys.OrderByDescending(name => name.Length))
        {
            if (!prose.Contains(material, StringComparison.OrdinalIgnoreCase)) continue;
            var word = Regex.Escape(material);
            var match = Regex.Match(prose, $@"\b(?:made (?:of|from|with)|constructed (?:of|from)|crafted from)\s+(?:[\w-]+\s+(?:and\s+)?){{0,3}}{word}\b|\b{word} (?:construction|material|body|shell|T-shirt)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            if (material is not "recycled" and not "metal" && (match.Success || Regex.IsMatch(title, $@"\b{word}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))) return new(material, match.Success ? match.Value : title, FromProse);
        }
        var chinese = TermLexicon.Shipped.Find(prose).FirstOrDefault(hit => hit.Term.Kind == FactKind.Material && prose[hit.Start] > '\u2e80');
        return chinese is null ? null : new(prose.Substring(chinese.Start, chinese.Length), prose.Substring(chinese.Start, chinese.Length), FromProse);
    }

    private static IEnumerable<Fact> Qualities(string prose)
    {
        var found = new List<(int At, Fact Fact)>();
        foreach (var (word, chinese) in Lexicon.Qualities)
        {
            var match = Regex.Match(prose, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-]){NotOfTheProduct}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            if (match.Success) found.Add((match.Index, new(word, match.Value, FromProse)));
            else if (prose.IndexOf(chinese, StringComparison.Ordinal) is >= 0 and var at) found.Add((at, new(word, chinese, FromProse)));
        }
        return found.OrderBy(known => known.At).Select(known => known.Fact);
    }

    private static Fact? StyleIn(string prose)
    {
        var match = Style().Match(prose);
        return match.Success && Lexicon.Styles.ContainsKey(match.Groups["value"].Value) ? new(match.Groups["value"].Value.ToLowerInvariant(), match.Value, FromProse) : null;
    }

    private static Fact? Match(string text, Regex pattern) => pattern.Match(text) is { Success: true } match ? new(match.Groups["value"].Value, match.Value, FromTitle) : null;

    [GeneratedRegex(@"(?:(?:in|available in|with its|the|its|this|a)\s+(?:[\w-]+\s+){0,2})?(?<![\w-])(?:(?:forest|navy|charcoal|olive|army|sky|royal|mint|lime|rose)\s+)?(?:black|white|blue|navy|turquoise|teal|green|olive|red|orange|yellow|purple|pink|silver|gold|grey|gray|brown|beige|khaki|burgundy|lavender|camo|rainbow)(?:\s+and\s+(?:black|white|blue|green|red|orange|yellow|purple|pink|silver|gold|grey|gray|brown))?(?![\w-])(?!\s+(?:straps?|dial|lens|lenses|light|accents?)\b)(?:\s+(?:color|colour|colorway|design|housing|finish)(?:\s+scheme)?)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColourPhrase();

    [GeneratedRegex(@"(?<![\w.])(?<value>\d+(?:\.\d+)?\s?(?:L|l|ml|litres?|liters?|升|毫升))(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Capacity();

    [GeneratedRegex(@"(?<value>\d+)-[Pp]erson", RegexOptions.CultureInvariant)]
    private static partial Regex Persons();

    [GeneratedRegex(@"(?<value>\d)-[Ss]eason", RegexOptions.CultureInvariant)]
    private static partial Regex Season();

    [GeneratedRegex(@"\b(?<value>freestyle|freeride|all-mountain|backcountry|touring|racing)\s+(?:board|snowboard|skis?|design)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Style();
}
