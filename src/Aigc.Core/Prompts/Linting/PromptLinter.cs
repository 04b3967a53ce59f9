using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Reads a template as a careful colleague would: each finding says where, why and what to write instead.</summary>
internal sealed class PromptLinter
{
    private static readonly ILintRule[] Rules = [new PartsRule(), new SchemaRule(), new VariablesRule(), new DemosRule(), new VagueWordsRule(), new LengthsRule(), new PronounRule(), new OrderRule(), new AnswerRule(), new BudgetRule()];

    public LintReport Lint(Prompt prompt)
    {
        var findings = new List<LintFinding>();
        var subject = Read(prompt, findings);
        findings.AddRange(Rules.SelectMany(rule => rule.Check(subject)));
        return new([.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Part, StringComparer.Ordinal).ThenBy(finding => finding.Line ?? 0)], subject.Size.Value, subject.Patterns);
    }

    private static LintSubject Read(Prompt prompt, List<LintFinding> findings)
    {
        var parts = new Dictionary<string, LiquidPart>();
        foreach (var (name, text) in PartNames.Of(prompt.Parts))
        {
            if (LiquidSyntax.Parse(text, out var fault) is { } part) parts[name] = part;
            else findings.Add(new("template-syntax", LintSeverity.Error, name, fault!.Line, $"The part {fault.Message}.", "Liquid: {{ variable }}, {% if %}, {% for %}."));
        }
        return new(prompt, parts, Shape(prompt.Inputs, "inputs", findings), Shape(prompt.Outputs, "outputs", findings));
    }

    private static JsonShape? Shape(System.Text.Json.JsonElement? schema, string part, List<LintFinding> findings)
    {
        if (schema is not { } given) return null;
        try
        {
            return JsonShape.Read(given);
        }
        catch (ProblemException invalid)
        {
            findings.Add(new("schema-invalid", LintSeverity.Error, part, null, invalid.Message, "Use type, properties, required, items, enum, additionalProperties, lengths and bounds."));
            return null;
        }
    }
}

internal interface ILintRule
{
    IEnumerable<LintFinding> Check(LintSubject subject);
}
