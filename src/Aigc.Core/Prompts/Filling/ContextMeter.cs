using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Core.Products;

namespace Aigc.Core.Prompts;

/// <summary>How much of what helps a model a product carries: 0.2 for the title, 0.25 for the description, 0.1 for the brand, 0.15 for the category, 0.3 for the key attributes of the category (without a dictionary: for three attributes of any kind).</summary>
internal static class ContextMeter
{
    private const double Attributes = 0.3;
    private const int EnoughAttributes = 3;
    private const int EnoughDescription = 40;

    /// <summary>Facts that are missing, and the share of the meter that each would add.</summary>
    public static IEnumerable<(string Fact, double Weight)> Missing(Product product, IReadOnlyList<AttributeDefinition> definitions)
    {
        if (string.IsNullOrWhiteSpace(product.Title)) yield return ("title", 0.2);
        if (product.Description is not { Length: >= EnoughDescription }) yield return ("description", 0.25);
        if (string.IsNullOrWhiteSpace(product.Brand)) yield return ("brand", 0.1);
        if (string.IsNullOrWhiteSpace(product.Category())) yield return ("category", 0.15);
        var keys = definitions.Where(definition => definition.Key).ToList();
        foreach (var key in keys.Where(key => !product.Attributes.ContainsKey(key.Name))) yield return ($"attributes.{key.Name}", Attributes / keys.Count);
        if (keys.Count == 0 && product.Attributes.Count < EnoughAttributes) yield return ("attributes", Attributes * (EnoughAttributes - product.Attributes.Count) / EnoughAttributes);
    }
}
