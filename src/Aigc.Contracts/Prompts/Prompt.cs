using System.Text.Json;

namespace Aigc.Contracts.Prompts;

/// <summary>
/// What a version of a prompt template says. Liquid syntax; variables are strict. An entry with a category is the override of its name for
/// that part of the category tree. What is null is not said: in an entry that <see cref="Inherits"/>, it comes from the next one up the tree.
/// </summary>
public sealed record Prompt
{
    /// <summary>1 to 60 of <c>[a-z0-9-]</c>, starting with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>Path such as <c>Apparel &gt; Shoes</c>; null: the template for every category.</summary>
    public string? Category { get; init; }

    /// <summary>True: parts that are null come from the category above, then from the tenant's own template, then from the shipped one.</summary>
    public bool Inherits { get; init; }

    public string? Description { get; init; }

    /// <summary>Who answers for it; shown, not checked.</summary>
    public string? Owner { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }
    public required PromptParts Parts { get; init; }

    /// <summary>JSON Schema (type object) of the variables.</summary>
    public JsonElement? Inputs { get; init; }

    /// <summary>JSON Schema (type object) of the answer.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>Values of all variables, to try the template with.</summary>
    public JsonElement? Sample { get; init; }

    /// <summary>Variable to data source: <c>product</c>, <c>product.title</c>, <c>category.path</c>, <c>attributes.dictionary</c>, <c>brand.glossary</c>, <c>market.rules</c>.</summary>
    public IReadOnlyDictionary<string, string>? Bindings { get; init; }

    public IReadOnlyList<PromptDemo>? Demos { get; init; }

    /// <summary>Which of them a product is shown; null: all, in their order.</summary>
    public DemoPlan? DemoPlan { get; init; }

    /// <summary>The only answers there are, where the answer is a choice; demonstrations are held to it.</summary>
    public IReadOnlyList<string>? LabelSpace { get; init; }

    /// <summary>Let the model reason step by step before it answers. What it reasons is paid for, dropped, and never stored.</summary>
    public bool? Reasoning { get; init; }

    public AnswerPlan? Answer { get; init; }
}

/// <summary>The four parts of a prompt; only the instruction is required.</summary>
public sealed record PromptParts
{
    /// <summary>What is to be done.</summary>
    public string? Instruction { get; init; }

    /// <summary>What the model must know of the setting.</summary>
    public string? Context { get; init; }

    /// <summary>The data to work on. It is sent last, so that everything before it is the same for every product.</summary>
    public string? InputData { get; init; }

    /// <summary>What the answer looks like.</summary>
    public string? OutputIndicator { get; init; }
}

/// <summary>A demonstration: values of the variables of the Input Data, and the answer to them.</summary>
public sealed record PromptDemo(JsonElement Input, JsonElement Label);

/// <summary>Shows the demonstrations that are most alike to the input, by their wording. They keep the order of the template, so that alike products share their beginning.</summary>
/// <param name="Nearest">How many, 1 to 20.</param>
/// <param name="MaxTokens">Of all that are shown: the least alike are left out; null: no bound.</param>
public sealed record DemoPlan(int Nearest, int? MaxTokens = null);

/// <summary>What is done to an answer before it is used.</summary>
/// <param name="Repair">Ask once more where the answer is not what was asked for.</param>
/// <param name="Normalise">In order, on every text of the answer: <c>trim</c>, <c>plain</c> (no mark-up), <c>single-line</c>, <c>no-repeats</c> (in lists).</param>
public sealed record AnswerPlan(bool Repair = true, IReadOnlyList<string>? Normalise = null);
