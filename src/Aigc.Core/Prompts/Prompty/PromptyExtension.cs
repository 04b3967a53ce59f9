using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What templates have and the format has no field for, under <c>metadata.aigc</c>.</summary>
internal static class PromptyExtension
{
    // Read and written by their names in the JSON of templates.
    private static readonly string[] Names = ["bindings", "demos", "demoPlan", "labelSpace", "reasoning", "answer"];

    /// <exception cref="ProblemException"><c>prompty-invalid</c> (422).</exception>
    public static Prompt Read(Prompt prompt, JsonObject ours)
    {
        var json = JsonSerializer.SerializeToNode(prompt, AigcJson.Default.Prompt)!.AsObject();
        foreach (var name in Names.Where(name => ours[name] is not null)) json[name] = ours[name]!.DeepClone();
        try
        {
            return json.Deserialize(AigcJson.Default.Prompt)!;
        }
        catch (JsonException wrong)
        {
            throw new ProblemException("prompty-invalid", $"'metadata.aigc' cannot be read: {wrong.Path}.", 422);
        }
    }

    public static JsonObject Write(Prompt prompt)
    {
        var json = JsonSerializer.SerializeToNode(prompt, AigcJson.Default.Prompt)!.AsObject();
        var ours = new JsonObject();
        if (prompt.Category is not null) ours["category"] = prompt.Category;
        if (prompt.Inherits) ours["inherits"] = true;
        foreach (var name in Names.Where(name => json[name] is not null)) ours[name] = json[name]!.DeepClone();
        return ours;
    }
}
