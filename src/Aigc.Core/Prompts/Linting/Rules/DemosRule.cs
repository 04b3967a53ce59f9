using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>A demonstration has an input and a label, both of the declared form, and the label is one that there is.</summary>
internal sealed class DemosRule : ILintRule
{
    private const string Part = "demos";

    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        var demos = subject.Prompt.Demos ?? [];
        for (var i = 0; i < demos.Count; i++)
            foreach (var finding in Check(subject, demos[i], i + 1)) yield return finding;
        foreach (var finding in Plan(subject.Prompt.DemoPlan, demos)) yield return finding;
        if (demos.Count > 0 && subject.Prompt.LabelSpace is { Count: > 1 } space)
        {
            var shown = demos.SelectMany(demo => Labels(demo.Label)).ToHashSet(StringComparer.Ordinal);
            if (shown.Count == 1 && demos.Count > 1) yield return new("demos-one-sided", LintSeverity.Warning, Part, null, $"All demonstrations have the label '{shown.First()}', of {space.Count} that there are.", "Show the others too: models lean towards the labels that they see.");
        }
    }

    private static IEnumerable<LintFinding> Plan(DemoPlan? plan, IReadOnlyList<PromptDemo> demos)
    {
        if (plan is null) yield break;
        if (plan.Nearest >= demos.Count)
        {
            yield return new("demo-plan-idle", LintSeverity.Warning, Part, null, $"The {plan.Nearest} nearest of {demos.Count} demonstrations are all that there are.", "Give more demonstrations, or take the plan out: without it they belong to the cached prefix.");
            yield break;
        }
        yield return new("demos-vary", LintSeverity.Info, Part, null, "The demonstrations differ from product to product: a prefix cache holds what stands before them and nothing else.", "Pick by the input where there are many demonstrations; show few ones to every product.");
        for (var i = 0; i < demos.Count; i++)
            if (!Nothing(demos[i].Input) && !Nothing(demos[i].Label) && DemoPicker.TokensOf(demos[i]) is var tokens && tokens > plan.MaxTokens)
                yield return new("demo-over-budget", LintSeverity.Warning, Part, i + 1, $"The demonstration has {tokens} tokens, more than the {plan.MaxTokens} that all may have: it is never shown.", "Shorten it, or raise 'maxTokens'.");
    }

    private static IEnumerable<LintFinding> Check(LintSubject subject, PromptDemo demo, int number)
    {
        if (Nothing(demo.Input)) yield return new("demo-without-input", LintSeverity.Error, Part, number, "The demonstration has no input.", "Give the values that the Input Data is filled with.");
        if (Nothing(demo.Label))
        {
            yield return new("demo-without-label", LintSeverity.Error, Part, number, "The demonstration has no label.", "Give the answer that is right for its input.");
            yield break;
        }
        foreach (var (name, value) in PromptValues.Members(demo.Input).Where(_ => !Nothing(demo.Input)))
        {
            if (subject.Inputs is { } inputs && !inputs.Properties.ContainsKey(name)) yield return new("demo-input-undeclared", LintSeverity.Error, Part, number, $"The demonstration gives '{name}', which is no input.", "Use the names of the inputs.");
            else if (subject.Inputs?.Properties.GetValueOrDefault(name)?.Check(value) is [var error, ..]) yield return new("demo-input-invalid", LintSeverity.Error, Part, number, $"'{name}' of the demonstration does not fit the inputs: {error.Path} {error.Message}.", "Correct the demonstration.");
        }
        if (subject.Outputs?.Check(JsonNode.Parse(demo.Label.GetRawText())) is [var wrong, ..]) yield return new("demo-label-invalid", LintSeverity.Error, Part, number, $"The label does not have the declared form: {wrong.Path} {wrong.Message}.", "Write the label as the answer is declared in outputs.");
        if (subject.Prompt.LabelSpace is { } space && Labels(demo.Label).FirstOrDefault(label => !space.Contains(label)) is { } outside) yield return new("demo-outside-label-space", LintSeverity.Error, Part, number, $"The label '{outside}' is none of those that there are.", $"Use one of {string.Join(", ", space.Take(10))}.");
        if (subject.Prompt.LabelSpace is not null && !Labels(demo.Label).Any()) yield return new("demo-outside-label-space", LintSeverity.Error, Part, number, "The label holds no text to compare with the labels that there are.", "Write the label as a text, or as an object with one.");
    }

    /// <summary>The texts of a label: itself, or those directly in its object.</summary>
    private static IEnumerable<string> Labels(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.String => [label.GetString()!],
        JsonValueKind.Object => label.EnumerateObject().SelectMany(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array ? Labels(member.Value) : []),
        JsonValueKind.Array => label.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    private static bool Nothing(JsonElement value) => value.ValueKind == JsonValueKind.Null || DataValue.IsBlank(PromptValues.Of(value));
}
