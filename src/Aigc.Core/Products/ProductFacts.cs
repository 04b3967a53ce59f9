using Aigc.Contracts.Products;

namespace Aigc.Core.Products;

internal static class ProductFacts
{
    /// <summary>The most telling category that the feed gives; null where it gives none.</summary>
    public static string? Category(this Product product) => product.ProductType ?? product.GoogleProductCategory;
}
