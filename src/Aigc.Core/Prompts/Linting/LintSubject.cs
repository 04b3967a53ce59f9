using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>A template as the rules see it.</summary>
/// <param name="Parts">Those that could be parsed.</param>
/// <param name="Inputs">Null where nothing is declared, or nothing that could be read.</param>
internal sealed record LintSubject(Prompt Prompt, IReadOnlyDictionary<string, LiquidPart> Parts, JsonShape? Inputs, JsonShape? Outputs)
{
    /// <summary>Variables that differ from product to product.</summary>
    public IReadOnlySet<string> PerProduct { get; } = (Prompt.Bindings ?? new Dictionary<string, string>()).Where(binding => PromptSources.DiffersByProduct(binding.Value)).Select(binding => binding.Key).ToHashSet();

    public IReadOnlySet<string> Used { get; } = Parts.Values.SelectMany(part => part.Variables).ToHashSet();

    public IReadOnlyList<string> Patterns { get; } = TaskPatterns.Of($"{Prompt.Parts.Instruction}\n{Prompt.Parts.OutputIndicator}");

    public Lazy<PromptSize> Size { get; } = new(() => PromptLength.Measure(Prompt));

    /// <summary>Lines of the words that tell the model what to do: 1-based numbers, with the Liquid taken out.</summary>
    public IEnumerable<(string Part, int Number, string Text)> Lines(params string[] parts) =>
        from part in parts
        let text = Prompt.Parts.Text(part)
        where text is not null
        from line in text.Trim().Split('\n').Select((words, i) => (Text: words, Number: i + 1))
        select (part, line.Number, line.Text);
}
