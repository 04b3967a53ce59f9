using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts;
using Aigc.Contracts.Products;

namespace Aigc.Core.Products;

/// <summary>An inline product as a feed row, so that it is cleaned and judged like any other.</summary>
public static class InlineRow
{
    public static string Write(Product product)
    {
        var row = new JsonObject();
        var json = JsonSerializer.SerializeToNode(product, AigcJson.Default.Product)!.AsObject();
        foreach (var (name, value) in json)
        {
            if (value is JsonValue text) row[JsonNamingPolicy.SnakeCaseLower.ConvertName(name)] = text.ToString();
            else if (name == "price") row["price"] = string.Create(CultureInfo.InvariantCulture, $"{product.Price!.Amount} {product.Price.Currency}");
            else if (name == "additionalImageLinks" && product.AdditionalImageLinks.Count > 0) row["additional_image_link"] = string.Join(',', product.AdditionalImageLinks);
        }
        foreach (var (name, value) in product.Attributes) row[name] = value;
        return row.ToJsonString();
    }
}
