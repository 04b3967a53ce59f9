using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>"Translate it": what, among all that the prompt holds? A pronoun is clear only where its own sentence names what it stands for.</summary>
internal sealed partial class PronounRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject) =>
        from line in subject.Lines(PartNames.Instruction, PartNames.OutputIndicator)
        from Match match in Loose().Matches(line.Text)
        where !HasNoun(line.Text[..match.Index])
        select new LintFinding("undefined-pronoun", LintSeverity.Warning, line.Part, line.Number, $"'{match.Value.Trim()}' does not say what is meant.", "Name the thing: 'translate the title', 'return the list'.");

    // Words of the same sentence before the verb, other than the little ones, may be what the pronoun stands for.
    private static bool HasNoun(string before)
    {
        var sentence = before.Split('.', '!', '?', '。', '！', '？')[^1];
        return Content().Count(sentence) >= 3;
    }

    [GeneratedRegex(@"\b(?:return|output|write|rewrite|translate|give|summari[sz]e|classify|improve|list|shorten|extract|answer)\s+(?:it|this|that|these|those|them)\b(?!\s+(?:\p{L}+))|(?:返回|输出|翻译|改写|总结|分类|缩短|提取)(?:它们?|这个|这些|其)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Loose();

    [GeneratedRegex(@"\b(?!(?:and|then|the|a|an|to|in|of|for|please|you|must|should|will|also|now)\b)\p{L}{3,}|\p{IsCJKUnifiedIdeographs}{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Content();
}
