using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigc.Core.Prompts;

/// <summary>The reasoning switch: the model thinks in the first property of its answer, which is dropped before anything is kept.</summary>
internal static class ReasoningText
{
    public const string Property = "reasoning";

    private const string Words = $"""
        # Reasoning
        Let's think step by step. Put the steps into the property "{Property}", before all others; then answer.
        """;

    public static string? For(PromptTemplate template) => template.Reasons ? Words : null;

    /// <summary>The schema of an answer with the property in front; providers write properties in the order of the schema.</summary>
    public static JsonElement InFront(JsonElement schema)
    {
        var given = JsonNode.Parse(schema.GetRawText())!.AsObject();
        var properties = new JsonObject { [Property] = new JsonObject { ["type"] = "string" } };
        foreach (var (name, property) in given["properties"]?.AsObject() ?? []) properties[name] = property?.DeepClone();
        given["properties"] = properties;
        given["required"] = new JsonArray([Property, .. (given["required"]?.AsArray() ?? []).Select(name => name!.DeepClone())]);
        return JsonSerializer.SerializeToElement(given);
    }
}
