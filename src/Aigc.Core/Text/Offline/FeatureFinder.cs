using System.Text.RegularExpressions;

namespace Aigc.Core.Text.Offline;

/// <summary>Finds what a product has and what it is for in the sentences that describe it. It takes words as they stand and adds none.</summary>
internal static partial class FeatureFinder
{
    private const int MaxText = 5_000;
    private const int MaxPhrase = 90;

    /// <summary>Noun phrases such as <c>adjustable leg loops</c>, in the order of the text.</summary>
    public static IEnumerable<string> Features(string description) =>
        Sentences(description).SelectMany(sentence => Has().Matches(sentence).Select(match => match.Groups["what"].Value))
            .SelectMany(Parts).Select(Tidy).Where(IsFeature).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Purposes such as <c>tackling steep ice walls and mixed alpine terrain</c>.</summary>
    public static IEnumerable<string> Uses(string description) =>
        Sentences(description).SelectMany(sentence => For().Matches(sentence).Select(match => Tidy(Ending().Replace(match.Groups["what"].Value, ""))))
            .Where(use => use.Length is > 3 and <= MaxPhrase && !Personal().IsMatch(use) && !Vague().IsMatch(use)).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string[] Sentences(string text) => SentenceEnd().Split(text.Length > MaxText ? text[..MaxText] : text);

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
        return parts;
    }

    private static string Tidy(string phrase) => Article().Replace(phrase.Trim(' ', ',', ';', ':', '-', '.'), "").Trim();

    private static bool IsFeature(string phrase) =>
        phrase.Length is >= 5 and <= MaxPhrase && phrase.Contains(' ') && !Personal().IsMatch(phrase) && !ColorOnly().IsMatch(phrase) && !Vague().IsMatch(phrase);

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\b(?:features?|featuring|equipped with|includes?|including|comes with|made (?:from|of|with)|designed with|constructed (?:from|of)|offers|provides|delivers|with)\s+(?<what>[^.;!?]+?)(?=$|[.;!?]|,?\s+(?:and\s+)?(?:features?|featuring|includes?|with)\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Has();

    [GeneratedRegex(@"\b(?:perfect|ideal|suitable|suited|great|designed|built|made) for\s+(?<what>[^.;!?]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex For();

    // Where the thing ends and the talk about it begins.
    [GeneratedRegex(@"(?:,\s*(?:you|this|these|it|its|the|making|while|whether|ensuring|allowing|giving|so|sure|perfect|making|which|who|strap|even)\b|\s+(?:to keep|to ensure|to help|that|which|sure to|making it|while|with (?:its|their)|adds? a|from [A-Z]|by [A-Z]|for easy access to your|in any|in (?:icy|vibrant|bold|sleek)|is|are|will|can|was|but|as well as a design)\b).*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Ending();

    [GeneratedRegex(@"\s*,\s*(?:and\s+|or\s+)?|\s+as well as\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ListGap();

    [GeneratedRegex(@"(?:\w+ed|lightweight|durable|adjustable|waterproof|breathable|comfortable)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Adjective();

    [GeneratedRegex(@"^(?:(?:and|its|their|an?|the|this|with)\s+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Article();

    [GeneratedRegex(@"\b(?:you|your|you'll|you’ll|we|our|glory|adventures?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Personal();

    [GeneratedRegex(@"\b(?:color|colour|colorway)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColorOnly();

    [GeneratedRegex(@"^(?:perfect|ultimate|optimal|maximum|superior|peak|exceptional|excellent|both|all|any|every|must-have|style|comfort|they|including|it|makes?|gives?|adds?|keeps?|helps?)\b|\b(?:[Cc]onquer|[Gg]ear up|turn heads|by [A-Z])|^(?:[A-Z][\w.-]*\s?){2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();
}
