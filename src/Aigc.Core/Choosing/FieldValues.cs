using System.Globalization;
using Aigc.Contracts.Products;
using Aigc.Core.Products;
using Aigc.Core.Products.Cleaning;

namespace Aigc.Core.Choosing;

/// <summary>The value of a product under the name that a column has in its feed, with the same aliases that the feed is read by.</summary>
internal static class FieldValues
{
    /// <summary>False where a product has no single value of that name, whatever its feed.</summary>
    public static bool IsNamed(string field) => ColumnMap.FieldOf(field) switch
    {
        ProductField.AdditionalImageLink or ProductField.ProductDetail => false,
        ProductField.Attribute => ColumnMap.AttributeKey(field).Length > 0,
        _ => true,
    };

    /// <summary>Null where the feed does not give it.</summary>
    public static string? Text(Product product, string field) => ColumnMap.FieldOf(field) switch
    {
        ProductField.Id => product.Id,
        ProductField.Title => product.Title,
        ProductField.Description => product.Description,
        ProductField.Link => product.Link,
        ProductField.ImageLink => product.ImageLink,
        ProductField.Brand => product.Brand,
        // Without a currency the amount stands among the attributes.
        ProductField.Price => product.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $"{price.Amount} {price.Currency}") : Attribute(product, "price"),
        ProductField.Currency => product.Price?.Currency,
        ProductField.Gtin => product.Gtin,
        ProductField.Mpn => product.Mpn,
        ProductField.ProductType => product.Category(),
        ProductField.GoogleProductCategory => product.GoogleProductCategory,
        ProductField.ItemGroupId => product.ItemGroupId,
        ProductField.Availability => product.Availability,
        ProductField.Condition => product.Condition,
        ProductField.ProductHighlight => Attribute(product, "product_highlight"),
        _ => Attribute(product, ColumnMap.AttributeKey(field)),
    };

    /// <summary>Null where the text is no number and no price.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : (double?)Prices.Parse(text, "XXX")?.Amount;

    // What comes from a client that leaves attributes out has none at all.
    private static string? Attribute(Product product, string key) => product.Attributes?.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;
}
