using System.Globalization;
using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Lengths that cannot all be kept: at least 200 characters, and at most 100.</summary>
internal sealed partial class LengthsRule : ILintRule
{
    private static readonly string[] Words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        var limits = subject.Lines(PartNames.Instruction, PartNames.Context, PartNames.OutputIndicator).SelectMany(line => Limits(line.Part, line.Number, line.Text)).ToList();
        foreach (var least in limits.Where(limit => limit.Least is not null))
            if (limits.FirstOrDefault(limit => limit.Most < least.Least && limit.Unit == least.Unit && limit.Each == least.Each) is { } most)
                yield return new("contradicting-lengths", LintSeverity.Error, least.Part, least.Line, $"At least {least.Least} {least.Unit} are asked for here, and at most {most.Most} in {most.Part}, line {most.Line}.", "Keep one of the two.");
        foreach (var group in limits.Where(limit => limit.Most is not null && !limit.Each).GroupBy(limit => limit.Unit))
            if (group.Select(limit => limit.Most).Distinct().Count() > 1 && group.Last() is var last)
                yield return new("two-limits", LintSeverity.Warning, last.Part, last.Line, $"There are different limits in {group.Key}: {string.Join(", ", group.Select(limit => limit.Most).Distinct())}.", "Say what each of them is for, or keep one.");
    }

    private static IEnumerable<Limit> Limits(string part, int line, string text)
    {
        foreach (Match match in Limiting().Matches(text))
        {
            var (low, high) = (Number(match.Groups["low"].Value), Number(match.Groups["high"].Value));
            if (match.Groups["least"].Success) (low, high) = (high, null);
            // "Each at most 80 characters" limits something else than "at most 500 characters".
            var each = Each().IsMatch(text[..match.Index].Split('.', '。', ';', '；')[^1]) || Each().IsMatch(text[match.Index..].Split('.', '。', ';', '；')[0]);
            yield return new(part, line, Unit(match.Groups["unit"].Value), low, high, each);
        }
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Array.IndexOf(Words, text.ToLowerInvariant()) is >= 0 and var index ? index + 1 : null;

    private static string Unit(string unit) => unit.ToLowerInvariant() switch
    {
        "字" or "个字" or "字符" or "个字符" or "chars" or "characters" or "character" => "characters",
        "句" or "句话" or "sentences" or "sentence" => "sentences",
        "词" or "个词" or "words" or "word" => "words",
        _ => "points",
    };

    private sealed record Limit(string Part, int Line, string Unit, int? Least, int? Most, bool Each);

    [GeneratedRegex("""
        (?:(?<least>at\ least|no\ fewer\ than|no\ less\ than|not\ less\ than|a\ minimum\ of|minimum|more\ than|不少于|至少|不低于|超过)
          |(?:at\ most|no\ more\ than|up\ to|a\ maximum\ of|maximum|within|fewer\ than|less\ than|不超过|最多|至多|不多于|控制在)
          |(?<low>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:to|-|–|到|至)(?=\s*(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)))
        \s*(?<high>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\s*
        (?<unit>characters?|chars|words?|sentences?|points?|bullets?|items?|个字符|个字|字符|字|个词|词|句话|句|条|点)
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Limiting();

    [GeneratedRegex(@"\b(?:each|every|per|apiece)\b|每", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Each();
}
