using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>
/// Brands and other names: known makers, what is presented as a maker ("by ...", "... 出品"), and words with a capital that neither the product nor ordinary
/// English has. In Chinese every word in Latin letters is looked at so.
/// </summary>
internal sealed partial class BrandCheck : FactCheck
{
    private static readonly HashSet<string> Common = new(WordFile.Read("Facts.Data.common-words.txt").SelectMany(line => line[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparer.OrdinalIgnoreCase);
    private static readonly string[] Known = [.. WordFile.Read("Facts.Data.brands.txt").SelectMany(line => line[0].Split(", ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    // Several makers bear words of the language, so a known one counts where it is written as a name.
    private static readonly Regex Makers = new($@"(?<![\w&])(?:{string.Join('|', Known.Where(IsLatin).OrderByDescending(name => name.Length).Select(Regex.Escape))})(?!\w)|{string.Join('|', Known.Where(name => !IsLatin(name)).Select(Regex.Escape))}", RegexOptions.CultureInvariant | RegexOptions.Compiled);
    private static readonly string[] Endings = ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "y", "ier", "ies", "able", "ible", "ness", "ity", "ful", "less", "ment", "ion", "ions", "al", "ish", "ive", "proof"];

    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts)
    {
        var found = Makers.Matches(text.Text).Where(match => !facts.Says(match.Value) && !(match.Length < 6 && IsCommon(match.Value)))
            .Concat(MakerPhrase().Matches(text.Text).Where(match => !IsOwn(match.Groups["name"].Value, facts)))
            .Select(match => (match.Groups["name"] is { Success: true } name ? (name.Index, name.Length) : (match.Index, match.Length)))
            .Concat(Names(text.Text, facts));
        foreach (var place in found.GroupBy(place => place.Item1)) yield return text.Finding(place.Key, place.Max(one => one.Item2), FactKind.Brand, "The product does not bear this name.");
    }

    private static IEnumerable<(int, int)> Names(string text, FactBook facts)
    {
        foreach (Match match in Name().Matches(text))
        {
            var word = match.Value;
            if (facts.Words.Contains(word.ToLowerInvariant()) || facts.Says(word) || IsCommon(word) || word.Split('-').All(part => part.Length == 0 || IsCommon(part) || facts.Words.Contains(part.ToLowerInvariant()))) continue;
            yield return (match.Index, match.Length);
        }
    }

    private static bool IsCommon(string word)
    {
        if (Common.Contains(word) || Terms.TermLexicon.Shipped.Find(word).Count > 0) return true;
        return Endings.Any(ending => word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && IsStem(word[..^ending.Length]));
    }

    // "Running" is run, "carried" carry, "shaping" shape.
    private static bool IsStem(string stem) => Common.Contains(stem) || Common.Contains(stem + "e") || Common.Contains(stem + "y") || (stem.Length > 2 && stem[^1] == stem[^2] && Common.Contains(stem[..^1]));

    // What follows the product's own name may be anything: "by Legend Features Adjustable Leg Loops", where every word has a capital.
    private static bool IsOwn(string name, FactBook facts) => Article().Replace(name, "") is var bare && (facts.Says(bare) || facts.Words.Contains(bare.Split(' ')[0].ToLowerInvariant()) || (IsLatin(bare) && IsCommon(bare.Split(' ')[0])));

    private static bool IsLatin(string name) => name[0] < '\u2e80';

    [GeneratedRegex(@"\b(?:[Bb]y|[Ff]rom|[Ff]eaturing|[Bb]rand:|[Mm]ade by|[Dd]esigned by)\s+(?<name>(?!the\b|a\b|an\b|your\b|[\d])[A-Z][\w&'’-]*(?:\s+[A-Z][\w&'’-]*){0,2})(?=[^\w]|$)|(?<name>[\u4e00-\u9fff]{2,4})(?:牌(?!照|子)|品牌(?!标|徽|的|质|保))|(?<=品牌[:：]\s?)(?<name>[\u4e00-\u9fffA-Za-z&]{2,12})|(?<name>(?<=^|[，。；：、\s“”《》（）])[\u4e00-\u9fff]{2,5})\s?(?:出品|旗下|制造商|联名)", RegexOptions.CultureInvariant)]
    private static partial Regex MakerPhrase();

    // Words with a capital first, or one inside: Nordhaven, iPhone, McKinley; not the Roman numerals and single letters.
    [GeneratedRegex(@"(?<![A-Za-z\u00c0-\u024f\d'’-])(?:[A-Z][A-Za-z\u00c0-\u024f&'’-]+|[a-z]{1,2}[A-Z][A-Za-z]+)(?![A-Za-z\u00c0-\u024f\d])|(?<=[\u4e00-\u9fff，。、；：（）“”]\s?)[a-z]{3,}(?![A-Za-z\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?:The|A|An|Your)\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Article();
}
