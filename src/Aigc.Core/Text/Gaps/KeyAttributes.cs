using Aigc.Contracts.Products;
using Aigc.Core.Text.Categories;

namespace Aigc.Core.Text.Gaps;

/// <summary>What a shopper wants to know of every product of a category.</summary>
internal static class KeyAttributes
{
    /// <summary>Those that the feed does not give.</summary>
    public static IEnumerable<string> MissingIn(Product product, Category category) => category.KeyAttributes.Where(attribute => !IsGiven(product, attribute));

    /// <summary>The feed gives it, under this name or another one for the same.</summary>
    public static bool IsGiven(Product product, string attribute) => product.Attributes?.Any(given => given.Value.Length > 0 && AttributeNames.Same(given.Key, attribute)) == true;
}
