using Aigc.Contracts.Products;

namespace Aigc.Core.Text;

/// <summary>Everything that a product says of itself, each with its column.</summary>
internal static class ProductTexts
{
    public static IEnumerable<(string Field, string Text)> Of(Product product)
    {
        if (product.Title is { } title) yield return ("title", title);
        if (product.Brand is { } brand) yield return ("brand", brand);
        if (product.Description is { } description) yield return ("description", description);
        if (product.ProductType is { } type) yield return ("product_type", type);
        if (product.GoogleProductCategory is { } category) yield return ("google_product_category", category);
        if (product.Mpn is { } mpn) yield return ("mpn", mpn);
        if (product.Gtin is { } gtin) yield return ("gtin", gtin);
        if (product.Condition is { } condition) yield return ("condition", condition);
        foreach (var (name, value) in product.Attributes ?? new Dictionary<string, string>()) yield return (name, value);
    }

    public static bool IsChinese(string text)
    {
        var chinese = text.Count(symbol => symbol is >= '\u4e00' and <= '\u9fff');
        return chinese > 0 && chinese * 3 >= text.Count(char.IsLetter);
    }
}
