using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts;
using Aigc.Contracts.Products;

namespace Aigc.Core.Prompts;

/// <summary>A product as models see it: what a writer can use, and nothing blank. Links, stock and code numbers would only cost tokens and invite claims.</summary>
internal static class ProductView
{
    public static JsonObject Of(Product product)
    {
        var all = JsonSerializer.SerializeToNode(product, AigcJson.Default.Product)!.AsObject();
        var view = new JsonObject();
        foreach (var field in PromptSources.Fields)
            if (all[field] is { } value && !DataValue.IsBlank(value)) view[field] = value.DeepClone();
        return view;
    }

    /// <summary>One field: <c>title</c>, <c>attributes.color</c>; null where it is blank.</summary>
    public static JsonNode? Field(Product product, string field)
    {
        var view = Of(product);
        // Names of attributes may hold dots themselves.
        var value = field.StartsWith("attributes.", StringComparison.Ordinal) ? view["attributes"]?[field["attributes.".Length..]] : view[field];
        return value?.DeepClone();
    }
}
