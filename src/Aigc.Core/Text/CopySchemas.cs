using System.Text.Json;
using Aigc.Contracts.Recipes;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>The JSON Schema that each kind of copy is asked for in.</summary>
internal static class CopySchemas
{
    private static readonly Dictionary<string, ChatResponseFormat> Formats = new()
    {
        [Slots.Title] = Of(Slots.Title, """{"type":"string"}"""),
        [Slots.Description] = Of(Slots.Description, """{"type":"string"}"""),
        [Slots.Highlights] = Of(Slots.Highlights, """{"type":"array","items":{"type":"string"}}"""),
        [Slots.Attributes] = Of(Slots.Attributes, """
            {"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","value","evidence","confidence"],
             "properties":{"name":{"type":"string"},"value":{"type":"string"},"evidence":{"type":"string"},"confidence":{"type":"number"}}}}
            """),
    };

    public static ChatResponseFormat Of(string kind) => Formats[kind];

    private static ChatResponseFormat Of(string property, string type)
    {
        using var schema = JsonDocument.Parse($$"""{"type":"object","additionalProperties":false,"required":["{{property}}"],"properties":{ "{{property}}":{{type}} } }""");
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), property);
    }
}
