using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>The model is told the whole form of its answer, and what to answer where the data does not tell.</summary>
internal sealed partial class AnswerRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        var indicator = subject.Prompt.Parts.OutputIndicator ?? "";
        if (subject.Outputs is { } outputs && indicator.Length > 0)
        {
            foreach (var property in outputs.Properties.Keys.Where(property => !indicator.Contains(property, StringComparison.OrdinalIgnoreCase)))
                yield return new("output-not-described", LintSeverity.Warning, PartNames.OutputIndicator, null, $"The property '{property}' of the answer is declared and not described.", "Name each property and what it holds.");
            if (!indicator.Contains("JSON", StringComparison.OrdinalIgnoreCase)) yield return new("json-not-asked-for", LintSeverity.Warning, PartNames.OutputIndicator, null, "The answer is declared as JSON, and the words do not say so.", "Write: 'A JSON object with ...'.");
        }
        var needs = subject.Patterns.FirstOrDefault() is TaskPatterns.Extraction or TaskPatterns.Classification;
        if (needs && !subject.Lines(PartNames.Instruction, PartNames.Context, PartNames.OutputIndicator).Any(line => Fallback().IsMatch(line.Text)))
            yield return new("no-fallback", LintSeverity.Warning, PartNames.Instruction, null, "The model is not told what to answer where the data does not tell: it will guess.", "Write what is right then: 'leave it out', 'an empty list', 'unknown'.");
    }

    [GeneratedRegex(@"\bunknown\b|\bleave (?:it|them|that|this)?\s*out\b|\bempty\b|\bnull\b|\bomit\b|\bif (?:nothing|none|no )|\bnot (?:stated|given|known|sure)\b|\bdoes not (?:say|tell|state)\b|\bno .{1,40} (?:fits|applies)\b|未知|留空|省略|没有.{0,10}(?:则|时|就)|不确定", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Fallback();
}
