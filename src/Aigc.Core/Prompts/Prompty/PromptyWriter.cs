using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Writes <c>.prompty</c> files of the published schema; what it has no field for stands under <c>metadata.aigc</c>.</summary>
internal static class PromptyWriter
{
    /// <exception cref="ProblemException"><c>prompty-unsupported</c> (422): the template says what the format cannot.</exception>
    public static string Write(Prompt prompt)
    {
        var ours = PromptyExtension.Write(prompt);
        var front = new JsonObject { ["name"] = prompt.Name };
        if (prompt.Description is { } description) front["description"] = description;
        if (prompt.Owner is { } owner) front["authors"] = new JsonArray(owner);
        if (prompt.Tags is { Count: > 0 } tags) front["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode?)JsonValue.Create(tag))]);
        front["model"] = new JsonObject { ["api"] = "chat" };
        Declare(front, ours, "inputs", prompt.Inputs, closed: false);
        Declare(front, ours, "outputs", prompt.Outputs, closed: true);
        if (prompt.Sample is { } sample) front["sample"] = JsonNode.Parse(sample.GetRawText());
        if (ours.Count > 0) front["metadata"] = new JsonObject { ["aigc"] = ours };
        front["template"] = "jinja2";
        return $"---\n{YamlWriter.Write(front)}---\n{PromptyBody.Write(prompt.Parts)}";
    }

    private static void Declare(JsonObject front, JsonObject ours, string field, JsonElement? schema, bool closed)
    {
        if (schema is not { } given || JsonNode.Parse(given.GetRawText()) is not JsonObject whole) return;
        var declared = PromptyInputs.Write(whole, closed);
        if (declared is not null) front[field] = declared;
        else ours[field] = whole;
    }
}
