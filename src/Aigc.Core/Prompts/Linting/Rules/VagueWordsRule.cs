using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Words that two readers understand in two ways.</summary>
internal sealed partial class VagueWordsRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject) =>
        from line in subject.Lines(PartNames.Instruction, PartNames.OutputIndicator)
        from match in Vague().Matches(line.Text).DistinctBy(match => match.Value.ToLowerInvariant())
        select new LintFinding("vague-words", LintSeverity.Warning, line.Part, line.Number, $"'{match.Value}' can be read in more than one way.", Better(match));

    private static string Better(Match match) => match switch
    {
        { Groups: var groups } when groups["amount"].Success => "Give a number, such as 'three' or 'at most 80 characters'.",
        { Groups: var groups } when groups["open"].Success => "List all that is meant; a model fills an open list with its own ideas.",
        { Groups: var groups } when groups["maybe"].Success => "Say when it is to be done and when not.",
        _ => "Name what makes it so: tone, length, facts that must be there.",
    };

    [GeneratedRegex("""
        \b(?:
          (?<amount>some|several|a\ few|a\ couple\ of|(?<!as\ |how\ |so\ )many|fairly\ (?:short|long)|not\ too\ (?:long|short)|short\ enough|long\ enough|reasonable\ (?:length|number))
        | (?<open>etc|and\ so\ on|and\ the\ like|or\ similar|something\ like|and\ other\ stuff)
        | (?<maybe>as\ needed|if\ appropriate|where\ appropriate|if\ possible|as\ appropriate|when\ suitable|maybe|perhaps|try\ to|feel\ free\ to)
        | (?:nice|good|great|attractive|appealing|catchy|engaging|compelling|high[- ]quality|interesting|beautiful|proper|suitable|appropriate)(?=\s+(?:\w+\s+)?(?:titles?|descriptions?|texts?|copy|points?|names?|answers?|results?|content|output|keywords?|translations?|words?|style|way))
        )\b
        | (?<amount>一些|若干|几个|适量|不要太长|不要太短|简短一点)
        | (?<open>等等|之类的?|诸如此类)
        | (?<maybe>适当|酌情|尽量|如有必要|视情况|也许|可能的话)
        | (?:好的|优质的|吸引人的|漂亮的|合适的|有趣的)(?=标题|描述|文案|卖点|翻译|关键词|内容)
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Vague();
}
