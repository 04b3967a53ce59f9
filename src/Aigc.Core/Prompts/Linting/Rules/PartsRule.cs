using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>The four parts: the instruction must be there; what the others are for is said where they are not.</summary>
internal sealed class PartsRule : ILintRule
{
    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        var said = PartNames.Of(subject.Prompt.Parts).Select(part => part.Key).ToHashSet();
        if (!said.Contains(PartNames.Instruction)) yield return new("missing-instruction", LintSeverity.Error, PartNames.Instruction, null, "There is no instruction: the model is not told what to do.", "Say in one sentence what is to be made of the data.");
        if (!said.Contains(PartNames.Context)) yield return new("missing-context", LintSeverity.Info, PartNames.Context, null, "There is no context.", "Say where the result is shown and to whom; it settles what the instruction leaves open.");
        if (!said.Contains(PartNames.InputData) && subject.PerProduct.Count > 0) yield return new("missing-input-data", LintSeverity.Warning, PartNames.InputData, null, "Data of the product is bound, and no part holds it.", "Put it into the Input Data, between ```json and ```.");
        if (!said.Contains(PartNames.OutputIndicator) && subject.Outputs is not null) yield return new("missing-output-indicator", LintSeverity.Warning, PartNames.OutputIndicator, null, "A form of the answer is declared, and the model is not told.", "Describe the JSON object and its properties.");
    }
}
