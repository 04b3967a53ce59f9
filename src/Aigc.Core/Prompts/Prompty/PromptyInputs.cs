using System.Text.Json.Nodes;

namespace Aigc.Core.Prompts;

/// <summary>
/// <c>inputs</c> and <c>outputs</c> of a <c>.prompty</c> file against JSON Schema. There a name has a type, or just a value as an example; later
/// files give a list with <c>name</c> and <c>kind</c>.
/// </summary>
internal static class PromptyInputs
{
    private static readonly string[] Kinds = ["object", "array", "string", "number", "integer", "boolean"];

    /// <summary>A schema, and the example values that the declaration carries.</summary>
    public static (JsonObject? Schema, JsonObject Samples) Read(JsonNode? declared, bool closed)
    {
        var samples = new JsonObject();
        if (Members(declared) is not { Count: > 0 } members) return (null, samples);
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (name, said) in members)
        {
            var property = said is JsonObject described ? Property(described) : new JsonObject { ["type"] = KindOf(said) };
            if ((said as JsonObject)?["sample"] is { } sample) samples[name] = sample.DeepClone();
            else if ((said as JsonObject)?["default"] is { } preset) samples[name] = preset.DeepClone();
            else if (said is not (null or JsonObject)) samples[name] = said.DeepClone();
            properties[name] = property;
            if ((said as JsonObject)?["required"] is not JsonValue optional || optional.GetValueKind() != System.Text.Json.JsonValueKind.False) required.Add(name);
        }
        var schema = new JsonObject { ["type"] = "object", ["required"] = required, ["properties"] = properties };
        if (closed) schema["additionalProperties"] = false;
        return (schema, samples);
    }

    /// <summary>The declaration, if reading it gives the schema again; else null.</summary>
    public static JsonObject? Write(JsonObject schema, bool closed)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(name => name?.ToString()).ToHashSet();
        var declared = new JsonObject();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            var said = property?.DeepClone() as JsonObject ?? [];
            if (!required.Contains(name)) said["required"] = false;
            declared[name] = said;
        }
        return JsonNode.DeepEquals(Read(declared, closed).Schema, schema) ? declared : null;
    }

    private static JsonObject? Members(JsonNode? declared)
    {
        if (declared is JsonObject { Count: > 0 } later && later["properties"] is { } listed && later.All(member => member.Key is "properties" or "examples" or "strict")) declared = listed;
        if (declared is not JsonArray list) return declared as JsonObject;
        var members = new JsonObject();
        foreach (var item in list.OfType<JsonObject>())
            if (item["name"] is { } name) members[name.ToString()] = item.DeepClone();
        return members;
    }

    private static JsonObject Property(JsonObject described)
    {
        var property = new JsonObject();
        foreach (var (name, value) in described)
        {
            if (name is "type" or "kind") property["type"] = value is JsonValue && !Kinds.Contains(value.ToString()) ? (value.ToString() is "float" ? "number" : "string") : value?.DeepClone();
            else if (JsonShape.IsKeyword(name) && name != "default" && (name != "required" || value is JsonArray)) property[name] = value?.DeepClone();
        }
        return property;
    }

    private static string KindOf(JsonNode? example) => example switch
    {
        JsonObject => "object",
        JsonArray => "array",
        _ => example?.GetValueKind() switch { System.Text.Json.JsonValueKind.Number => "number", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean", _ => "string" },
    };
}
