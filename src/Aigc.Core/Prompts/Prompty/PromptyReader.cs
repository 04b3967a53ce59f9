using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>
/// Reads <c>.prompty</c> files, of the published schema and of the later form with <c>metadata</c>. Endpoints, keys and references to files or the
/// environment are never followed and never kept.
/// </summary>
internal static partial class PromptyReader
{
    public const int MaxBytes = 128 * 1024;

    /// <exception cref="ProblemException"><c>prompty-invalid</c> (422), <c>too-large</c> (413).</exception>
    public static PromptyFile Read(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) throw new ProblemException("too-large", $"A .prompty file has at most {MaxBytes} bytes.", 413);
        var file = File().Match(text.Replace("\r\n", "\n", StringComparison.Ordinal));
        if (!file.Success) throw Invalid("It does not begin with front matter between two lines '---'.");
        var front = YamlReader.Read(file.Groups["front"].Value);
        var notes = Ignored(front).ToList();
        var jinja = Engine(front["template"]);
        var turns = PromptyBody.Turns(jinja ? JinjaDialect.ToLiquid(file.Groups["body"].Value) : file.Groups["body"].Value);
        var ours = front["metadata"]?["aigc"] as JsonObject ?? [];
        var (inputs, examples) = PromptyInputs.Read(front["inputs"] ?? front["inputSchema"], closed: false);
        var (outputs, _) = PromptyInputs.Read(front["outputs"] ?? front["outputSchema"], closed: true);
        var prompt = new Prompt
        {
            Name = NameOf(front),
            Description = TextOf(front["description"]),
            Owner = Texts(front["authors"] ?? front["metadata"]?["authors"]).FirstOrDefault(),
            Tags = Texts(front["tags"] ?? front["metadata"]?["tags"]) is { Count: > 0 } tags ? tags : null,
            Category = TextOf(ours["category"]),
            Inherits = ours["inherits"]?.GetValueKind() == JsonValueKind.True,
            Parts = PromptyBody.Parts(Joined(turns, "system"), turns.LastOrDefault(turn => turn.Role == "user").Text),
            Inputs = Element(ours["inputs"] ?? inputs),
            Outputs = Element(ours["outputs"] ?? outputs),
            Sample = Element(SampleOf(front["sample"], examples, notes)),
        };
        return new(PromptyExtension.Read(PromptyTurns.Demos(prompt, turns, notes), ours), notes);
    }

    private static IEnumerable<string> Ignored(JsonObject front)
    {
        if (front["model"] is JsonObject model && model.Any(member => member.Key is "configuration" or "connection" or "id" or "provider")) yield return "The model and its endpoint are not taken over: recipes choose models, and keys live in the configuration.";
        if (front["model"] is JsonObject settings && (settings["parameters"] ?? settings["options"]) is JsonObject { Count: > 0 }) yield return "Model parameters are not taken over: the answer's form is declared by outputs, the rest by the recipe.";
        if (front["tools"] is not null) yield return "Tools are not taken over: a template produces text.";
        if (front["base"] is not null) yield return "A base file is not read.";
    }

    // Mustache shares only plain variables with Liquid; anything more is refused by its parser.
    private static bool Engine(JsonNode? template) => ((template as JsonObject)?["format"] is JsonObject format ? TextOf(format["kind"]) : TextOf((template as JsonObject)?["type"]) ?? TextOf(template)) switch
    {
        null or "jinja2" => true,
        "liquid" or "mustache" => false,
        var other => throw Invalid($"The template engine '{other}' is not known; jinja2, liquid and mustache are."),
    };

    private static JsonNode? SampleOf(JsonNode? sample, JsonObject examples, List<string> notes)
    {
        if (sample is JsonValue) notes.Add("The sample is in a file of its own, which is not read.");
        if (sample is JsonObject given) foreach (var (name, value) in given) examples[name] = value?.DeepClone();
        return examples.Count > 0 ? examples : null;
    }

    private static string NameOf(JsonObject front)
    {
        var slug = CategoryPath.Slug(TextOf(front["name"])?.Replace('>', ' '));
        return PromptKey.IsName(slug) ? slug : throw Invalid("It has no name of letters and digits.");
    }

    private static string? Joined(IReadOnlyList<(string Role, string Text)> turns, string role) => string.Join("\n\n", turns.Where(turn => turn.Role == role).Select(turn => turn.Text)) is { Length: > 0 } text ? text : null;

    internal static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    internal static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(TextOf).OfType<string>()];

    internal static JsonElement? Element(JsonNode? node) => node is null ? null : JsonSerializer.SerializeToElement(node);

    private static ProblemException Invalid(string message) => new("prompty-invalid", message, 422);

    [GeneratedRegex(@"\A\uFEFF?\s*---[ \t]*\n(?<front>.*?)^---[ \t]*\n(?<body>.*)\z", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex File();
}

/// <param name="Notes">What was not taken over, and why.</param>
internal sealed record PromptyFile(Prompt Prompt, IReadOnlyList<string> Notes);
