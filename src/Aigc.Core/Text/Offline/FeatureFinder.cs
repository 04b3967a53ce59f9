using System.Text.RegularExpressions;

namespace Aigc.Core.Text.Offline;

/// <summary>Finds what a product has and what it is for in the sentences that describe it. It takes words as they stand, leaves praise out and adds none.</summary>
internal static partial class FeatureFinder
{
    private const int MaxText = 5_000;
    private const int MaxPhrase = 90;

    /// <summary>Noun phrases such as <c>adjustable leg loops</c>, in the order of the text.</summary>
    public static IEnumerable<Feature> Features(string description)
    {
        var kept = new List<Feature>();
        foreach (var sentence in Sentences(description))
            foreach (var feature in Has().Matches(sentence).SelectMany(Listed).Concat(Subject().Matches(sentence).SelectMany(Named)))
                if (IsFeature(feature.Words) && !kept.Exists(known => known.Words.Contains(feature.Words, StringComparison.OrdinalIgnoreCase) || feature.Words.Contains(known.Words, StringComparison.OrdinalIgnoreCase))) kept.Add(feature);
        return kept;
    }

    /// <summary>Purposes such as <c>tackling steep ice walls and mixed alpine terrain</c>.</summary>
    public static IEnumerable<Purpose> Uses(string description) =>
        Sentences(description).SelectMany(sentence => For().Matches(sentence).Select(match => new Purpose(SaidOf(match), Adventures().Replace(Tidy(Ending().Replace(match.Groups["what"].Value, "")), ""))))
            .Where(use => use.Words.Length is > 3 and <= MaxPhrase && !Personal().IsMatch(use.Words) && !VagueUse().IsMatch(use.Words)).DistinctBy(use => use.Words, StringComparer.OrdinalIgnoreCase);

    // "Perfect for" is praise; "designed for" tells how it was made.
    private static string SaidOf(Match match) => match.Groups["made"] is { Success: true } made ? $"{made.Value.ToLowerInvariant()} for" : "suited to";

    private static string[] Sentences(string text) => SentenceEnd().Split(text.Length > MaxText ? text[..MaxText] : text);

    private static IEnumerable<Feature> Listed(Match match)
    {
        var verb = match.Groups["verb"].Value.ToLowerInvariant();
        var made = verb.StartsWith("made", StringComparison.Ordinal) || verb.StartsWith("crafted", StringComparison.Ordinal) || verb.StartsWith("constructed", StringComparison.Ordinal) ? verb : verb == "designed with" ? "made with" : null;
        foreach (var (part, i) in Parts(match.Groups["what"].Value).Select((part, i) => (part, i)))
            yield return new(Tidy(part), i > 0 || made is null ? null : part.StartsWith("a ", StringComparison.OrdinalIgnoreCase) ? $"{made} a" : made, Article().Replace(part.Trim(), ""));
    }

    // "Its floating camber allows ..." where the rules know the part.
    private static IEnumerable<Feature> Named(Match match)
    {
        var words = match.Groups["what"].Value.Trim();
        if (Lexicon.Parts.Keys.Any(part => words.EndsWith(' ' + part, StringComparison.OrdinalIgnoreCase))) yield return new(Tidy(words), null, words);
    }

    // A list is taken apart at its commas; "a and b" without commas stays whole, and so do adjectives before their noun ("mirrored, polarized lenses").
    private static IEnumerable<string> Parts(string phrase)
    {
        phrase = Ending().Replace(phrase, "");
        if (!phrase.Contains(',')) return [phrase];
        var parts = new List<string>();
        foreach (var part in ListGap().Split(phrase))
        {
            if (parts.Count > 0 && Adjective().IsMatch(parts[^1])) parts[^1] += ", " + part;
            else parts.Add(part);
        }
        // "An altimeter, barometer, and compass functions" is one thing said in one breath.
        return parts.Count > 2 && parts.Skip(1).Any(part => !part.Trim().Contains(' ')) ? [phrase] : parts;
    }

    private static string Tidy(string phrase) => InnerArticle().Replace(Article().Replace(Praise().Replace(Article().Replace(phrase.Replace(", and ", " and ", StringComparison.Ordinal).Trim(' ', ',', ';', ':', '-', '.'), ""), ""), ""), " and ").Trim();

    private static bool IsFeature(string phrase) =>
        phrase.Length is >= 5 and <= MaxPhrase && (phrase.Contains(' ') || phrase.Contains('-')) && !Personal().IsMatch(phrase) && !ColourOnly().IsMatch(phrase) && !Vague().IsMatch(phrase);

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\b(?<verb>features?|featuring|equipped with|includes?|including|comes with|made (?:from|of|with)|crafted from|designed with|constructed (?:from|of)|offers|provides|delivers|thanks to|loaded with|with)\s+(?<what>[^.;!?]+?)(?=$|[.;!?]|,?\s+(?:and\s+)?(?:features?|featuring|includes?|including|with)\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Has();

    [GeneratedRegex(@"\b(?:its|their|the)\s+(?<what>(?:[\w-]+\s+){2,4}?)(?:allows?|ensures?|provides?|keeps?|offers?|reduces?|gives?|helps?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b(?:perfect|ideal|suitable|suited|great|(?<made>designed|built|made)) for\s+(?<what>[^.;!?]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex For();

    // Where the thing ends and the talk about it begins.
    [GeneratedRegex(@"(?:,\s*(?:you|this|these|it|its|the|making|while|whether|ensuring|allowing|giving|so|sure|perfect|making|which|who|strap|even|from|they)\b|\s+(?:to keep|to ensure|to help|to withstand|to guide|that|which|sure to|making it|while|with (?:its|their)|adds? a|from [A-Z]|by [A-Z]|for easy access to your|in any weather|in (?:icy|vibrant|bold|sleek)|is|are|will|can|was|but|as well as a design)\b).*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Ending();

    [GeneratedRegex(@"\s*,\s*(?:and\s+|or\s+)?|\s+as well as\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ListGap();

    [GeneratedRegex(@"(?:\w+ed|lightweight|durable|adjustable|waterproof|breathable|comfortable)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Adjective();

    [GeneratedRegex(@"^(?:(?:and|its|their|an?|the|this|with)\s+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Article();

    [GeneratedRegex(@"\s+and\s+(?:an?|the|its|their)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InnerArticle();

    // Praise that nobody can check.
    [GeneratedRegex(@"\b(?:optimal|maximum|ultimate|excellent|superior|exceptional|perfect|peak|effortless|sleek|vibrant|vivid|bold|icy|striking|handy|innovative|advanced|stylish|enhanced|high-performance)\s+(?=\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Praise();

    [GeneratedRegex(@"\s+adventures$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Adventures();

    [GeneratedRegex(@"\b(?:you|your|you'll|you’ll|we|our|glory|adventures?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Personal();

    [GeneratedRegex(@"\b(?:color|colour|colorway)(?! display)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColourOnly();

    [GeneratedRegex(@"^(?:protection|balance|visibility|resistance|speed|grip|fun|both|all|any|every|must-have|style|confidence|ease|comfort|experience|they|including|it|makes?|gives?|adds?|keeps?|helps?)\b|\b(?:[Cc]onquer|[Gg]ear up|turn heads|by [A-Z])|^(?:[A-Z][\w.-]*\s?){2,}$|^(?:versatile|modern|lightweight|durable|rugged|sturdy|(?:lightweight )?and durable|black|white|blue|green|red|orange|pink|camo)?\s*(?:design|construction|look|touch|feel)$|^(?:stability|control|durability|performance|support)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();

    [GeneratedRegex(@"^(?:ride\b|look\b|performance|comfort|style|safety|adventure|outdoor|any\b|every\b|everyone|you)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VagueUse();
}
