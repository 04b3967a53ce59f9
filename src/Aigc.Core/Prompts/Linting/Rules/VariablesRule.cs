using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What is used is declared, what is declared is used, and what is bound has a source.</summary>
internal sealed class VariablesRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        var declared = subject.Inputs?.Properties.Keys.ToHashSet() ?? [];
        var bindings = subject.Prompt.Bindings ?? new Dictionary<string, string>();
        // A declaration that cannot be read is found fault with itself.
        if (subject.Prompt.Inputs is not null && subject.Inputs is null) yield break;
        foreach (var (part, words) in subject.Parts)
            foreach (var variable in words.Variables.Where(variable => !declared.Contains(variable)))
                yield return new("undeclared-variable", LintSeverity.Error, part, LiquidSyntax.LineOfVariable(words.Text, variable), $"The variable '{variable}' is used and not declared.", $"Declare it in the inputs, with its type{Like(variable, declared)}.");
        foreach (var variable in declared.Where(variable => !subject.Used.Contains(variable)))
            yield return new("unused-input", LintSeverity.Warning, "inputs", null, $"The input '{variable}' is declared and never used.", "Use it in a part, or take it out.");
        foreach (var (variable, source) in bindings)
        {
            if (!PromptSources.IsKnown(source)) yield return new("unknown-source", LintSeverity.Error, "bindings", null, $"'{variable}' is bound to '{source}', which is no source.", $"Sources are {string.Join(", ", PromptSources.Names)}.");
            if (!declared.Contains(variable)) yield return new("binding-of-nothing", LintSeverity.Warning, "bindings", null, $"'{variable}' is bound and not declared.", "Declare it in the inputs.");
        }
        foreach (var variable in (subject.Inputs?.Required ?? []).Where(variable => !declared.Contains(variable)))
            yield return new("required-undeclared", LintSeverity.Error, "inputs", null, $"'{variable}' is required and not declared.", "Declare it under properties.");
    }

    private static string Like(string variable, HashSet<string> declared) =>
        declared.FirstOrDefault(name => name.Equals(variable, StringComparison.OrdinalIgnoreCase) || name.Replace("_", "", StringComparison.Ordinal).Equals(variable.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) is { } like ? $"; or was '{like}' meant" : "";
}
