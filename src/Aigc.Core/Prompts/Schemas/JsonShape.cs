using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigc.Core.Prompts;

/// <summary>
/// The part of JSON Schema that templates declare with, the same that providers take for structured answers: type, properties, required, items,
/// enum, const, lengths and bounds. No references to fetch, no patterns to get lost in; what is not known is refused.
/// </summary>
internal sealed class JsonShape
{
    private const int MaxDepth = 10;
    private static readonly string[] Remarks = ["$schema", "title", "description", "default", "examples", "format", "deprecated"];
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public static readonly JsonShape Anything = new();

    public IReadOnlyList<string> Type { get; private init; } = [];
    public IReadOnlyDictionary<string, JsonShape> Properties { get; private init; } = new Dictionary<string, JsonShape>();
    public IReadOnlyList<string> Required { get; private init; } = [];
    public JsonShape? Items { get; private init; }
    public IReadOnlyList<JsonNode?>? Choices { get; private init; }
    public bool Closed { get; private init; }
    public JsonBounds Bounds { get; private init; } = new();

    /// <exception cref="ProblemException"><c>schema-invalid</c> (422).</exception>
    public static JsonShape Read(JsonElement schema) => Read(schema, "$", 0);

    private static JsonShape Read(JsonElement schema, string path, int depth)
    {
        if (schema.ValueKind == JsonValueKind.True) return Anything;
        if (schema.ValueKind != JsonValueKind.Object) throw Invalid(path, "is a JSON object");
        if (depth > MaxDepth) throw Invalid(path, $"is nested more than {MaxDepth} deep");
        var known = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in schema.EnumerateObject())
        {
            if (!IsKeyword(member.Name)) throw Invalid($"{path}.{member.Name}", "is not a keyword that is understood here");
            known[member.Name] = member.Value;
        }
        return new()
        {
            Type = known.TryGetValue("type", out var type) ? TypesOf(type, path) : [],
            Properties = known.TryGetValue("properties", out var properties) ? Members(properties, path).ToDictionary(member => member.Name, member => Read(member.Value, $"{path}.properties.{member.Name}", depth + 1)) : new Dictionary<string, JsonShape>(),
            Required = known.TryGetValue("required", out var required) ? Texts(required, $"{path}.required") : [],
            Items = known.TryGetValue("items", out var items) ? Read(items, $"{path}.items", depth + 1) : null,
            Choices = known.TryGetValue("enum", out var choices) ? ChoicesOf(choices, path) : known.TryGetValue("const", out var only) ? [NodeOf(only)] : null,
            Closed = known.TryGetValue("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False,
            Bounds = new(Number(known, "minLength", path), Number(known, "maxLength", path), Number(known, "minItems", path), Number(known, "maxItems", path), Number(known, "minimum", path), Number(known, "maximum", path)),
        };
    }

    public static bool IsKeyword(string name) => Remarks.Contains(name) || name is "type" or "properties" or "required" or "items" or "enum" or "const" or "additionalProperties"
        or "minLength" or "maxLength" or "minItems" or "maxItems" or "minimum" or "maximum";

    private static IReadOnlyList<string> TypesOf(JsonElement type, string path)
    {
        IReadOnlyList<string> names = type.ValueKind == JsonValueKind.String ? [type.GetString()!] : Texts(type, $"{path}.type");
        return names.All(Types.Contains) ? names : throw Invalid($"{path}.type", $"is one of {string.Join(", ", Types)}");
    }

    private static IEnumerable<JsonProperty> Members(JsonElement properties, string path) =>
        properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().DistinctBy(member => member.Name) : throw Invalid($"{path}.properties", "is a JSON object");

    private static IReadOnlyList<string> Texts(JsonElement list, string path) => list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
        ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
        : throw Invalid(path, "is a list of texts");

    private static IReadOnlyList<JsonNode?> ChoicesOf(JsonElement list, string path) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? [.. list.EnumerateArray().Select(NodeOf)] : throw Invalid($"{path}.enum", "is a list of values");

    private static double? Number(Dictionary<string, JsonElement> known, string name, string path)
    {
        if (!known.TryGetValue(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw Invalid($"{path}.{name}", "is a number");
    }

    private static JsonNode? NodeOf(JsonElement value) => JsonNode.Parse(value.GetRawText());

    private static ProblemException Invalid(string path, string message) => new("schema-invalid", $"The schema cannot be used: {path} {message}.", 422, [new(path, message)]);
}

/// <summary>Bounds of a JSON Schema; null: none.</summary>
internal sealed record JsonBounds(double? MinLength = null, double? MaxLength = null, double? MinItems = null, double? MaxItems = null, double? Minimum = null, double? Maximum = null);
