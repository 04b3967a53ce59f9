using System.Text.Json;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>A template that is ready to be filled: its words are parsed, its schemas read.</summary>
internal sealed class PromptTemplate
{
    private PromptTemplate(string id, Prompt prompt, IReadOnlyDictionary<string, LiquidPart> parts)
    {
        (Id, Prompt, Parts) = (id, prompt, parts);
        Inputs = prompt.Inputs is { } inputs ? JsonShape.Read(inputs) : JsonShape.Anything;
        Demos = new(prompt);
        Outputs = prompt.Outputs is { } outputs ? JsonShape.Read(outputs) : null;
    }

    /// <summary>As recorded on results: <c>title@3</c>; with an override, <c>title@3+footwear@2</c>; a shipped starter, <c>title@0.1a2b3c4d5e6f</c>.</summary>
    public string Id { get; }

    public string Name => Prompt.Name;

    public Prompt Prompt { get; }

    /// <summary>By name of the part, those that it has.</summary>
    public IReadOnlyDictionary<string, LiquidPart> Parts { get; }

    public DemoPicker Demos { get; }

    public JsonShape Inputs { get; }

    /// <summary>Null where the template leaves the form of the answer to its user.</summary>
    public JsonShape? Outputs { get; }

    /// <summary>Whether it declares the variable.</summary>
    public bool Asks(string variable) => Prompt.Inputs is { ValueKind: JsonValueKind.Object } inputs && inputs.TryGetProperty("properties", out var declared) && declared.ValueKind == JsonValueKind.Object && declared.TryGetProperty(variable, out _);

    public bool Reasons => Prompt.Reasoning == true;

    /// <exception cref="ProblemException"><c>template-invalid</c> (422), with part and line.</exception>
    public static PromptTemplate Compile(string id, Prompt prompt)
    {
        var (parts, errors) = (new Dictionary<string, LiquidPart>(), new List<ProblemError>());
        foreach (var (name, text) in PartNames.Of(prompt.Parts))
        {
            if (LiquidSyntax.Parse(text, out var fault) is { } part) parts[name] = part;
            else errors.Add(new(fault!.Line is { } line ? $"$.parts.{name} line {line}" : $"$.parts.{name}", fault.Message));
        }
        if (!parts.ContainsKey(PartNames.Instruction) && errors.Count == 0) errors.Add(new("$.parts.instruction", "is required"));
        return errors.Count == 0 ? new(id, prompt, parts) : throw new ProblemException("template-invalid", $"The template '{prompt.Name}' cannot be used: {errors[0].Path} {errors[0].Message}.", 422, errors);
    }
}

/// <summary>The parts by name, in the order in which they are sent.</summary>
internal static class PartNames
{
    public const string Instruction = "instruction";
    public const string Context = "context";
    public const string OutputIndicator = "outputIndicator";
    public const string InputData = "inputData";

    public static IReadOnlyList<string> All { get; } = [Instruction, Context, OutputIndicator, InputData];

    public static string Heading(string part) => part switch { Instruction => "# Instruction", Context => "# Context", OutputIndicator => "# Output Indicator", _ => "# Input Data" };

    public static string? Text(this PromptParts parts, string part) => part switch { Instruction => parts.Instruction, Context => parts.Context, OutputIndicator => parts.OutputIndicator, _ => parts.InputData };

    /// <summary>Those that say something.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(PromptParts parts) =>
        All.Select(part => KeyValuePair.Create(part, parts.Text(part)?.Trim() ?? "")).Where(part => part.Value.Length > 0);
}
