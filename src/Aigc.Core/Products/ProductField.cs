namespace Aigc.Core.Products;

/// <summary>What a column of a feed can mean.</summary>
internal enum ProductField
{
    /// <summary>Anything without a place of its own.</summary>
    Attribute,
    Id, Title, Description, Link, ImageLink, AdditionalImageLink, Brand, Price, Currency, Gtin, Mpn,
    ProductType, GoogleProductCategory, ItemGroupId, Availability, Condition, ProductDetail, ProductHighlight,
}
