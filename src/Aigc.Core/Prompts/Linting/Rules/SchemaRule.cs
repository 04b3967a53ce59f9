using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Sample and declarations fit each other.</summary>
internal sealed class SchemaRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        if (subject.Prompt.Reasoning == true && subject.Outputs?.Properties.ContainsKey(ReasoningText.Property) == true)
            yield return new("reasoning-in-output", LintSeverity.Error, "outputs", null, $"The answer has a property '{ReasoningText.Property}', which the reasoning switch uses and drops.", "Give the property another name, or switch the reasoning off.");
        if (subject.Prompt.Reasoning == true && subject.Outputs is null)
            yield return new("reasoning-without-outputs", LintSeverity.Warning, "outputs", null, "The reasoning switch is on, and no form of the answer is declared.", "Declare outputs, so that reasoning and answer can be told apart.");
        if (subject.Outputs is { } outputs && !outputs.Type.Contains("object")) yield return new("outputs-no-object", LintSeverity.Error, "outputs", null, "The answer is not declared as a JSON object.", """Declare {"type":"object","properties":{...}}.""");
        if (subject.Inputs is { } inputs && !inputs.Type.Contains("object")) yield return new("inputs-no-object", LintSeverity.Error, "inputs", null, "The variables are not declared as a JSON object.", """Declare {"type":"object","properties":{...}}.""");
        if (subject.Prompt.Sample is not { } sample) yield return new("no-sample", LintSeverity.Info, "sample", null, "There is no sample: the template cannot be tried, and its length is an estimate.", "Give values for all variables.");
        else if (subject.Inputs is { } declared)
            foreach (var error in declared.Check(JsonNode.Parse(sample.GetRawText())))
                yield return new("sample-invalid", LintSeverity.Error, "sample", null, $"The sample does not fit the inputs: {error.Path} {error.Message}.", "Correct the sample, or the declaration.");
    }
}
