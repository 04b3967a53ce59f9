using Aigc.Contracts.Products;

namespace Aigc.Core.Text.Capabilities;

/// <summary>Whether cited words stand in the product, whatever their case and punctuation.</summary>
internal sealed class Evidence(Product product)
{
    private readonly string _all = Folded(string.Join(' ', ProductTexts.Of(product).Select(part => part.Text)));

    public bool Bears(string? cited)
    {
        if (cited is null) return false;
        if (cited.StartsWith("feed:", StringComparison.Ordinal)) return product.Attributes.ContainsKey(cited["feed:".Length..].Trim()) || ProductTexts.Of(product).Any(part => part.Field == cited["feed:".Length..].Trim());
        var parts = cited.Split([", ", "; ", "…", "..."], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && parts.All(part => Folded(part) is { Length: > 0 } words && _all.Contains(words, StringComparison.Ordinal));
    }

    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
