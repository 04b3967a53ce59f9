using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>The attributes of one category: its own first, then those of the categories above it that it does not repeat.</summary>
internal static class CategoryDictionary
{
    public static IReadOnlyList<AttributeDefinition> Of(AttributeDictionary dictionary, string? category)
    {
        string[] places = [.. CategoryPath.Upwards(category), ""];
        var entries = dictionary.Categories.ToLookup(entry => CategoryPath.Slug(entry.Category));
        return [.. places.SelectMany(place => entries[place]).SelectMany(entry => entry.Attributes).DistinctBy(attribute => attribute.Name)];
    }

    public static JsonNode? ToJson(IReadOnlyList<AttributeDefinition> attributes)
    {
        if (attributes.Count == 0) return null;
        return new JsonArray([.. attributes.Select(attribute => JsonSerializer.SerializeToNode(attribute, AigcJson.Default.AttributeDefinition))]);
    }
}
