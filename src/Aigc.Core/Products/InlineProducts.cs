using System.Text.Json;
using Aigc.Contracts.Products;
using Aigc.Core.Products.Reading;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Products;

/// <summary>A product that comes by itself, cleaned and judged like a row of a feed.</summary>
public sealed class InlineProducts(IOptions<ProductsOptions> options)
{
    /// <param name="at">JSON path of the list in its request.</param>
    /// <exception cref="ProblemException"><c>product-invalid</c> (422).</exception>
    public IReadOnlyList<Product> Clean(IReadOnlyList<Product> products, string at) => [.. products.Select((product, i) => Clean(product, $"{at}[{i}]"))];

    /// <exception cref="ProblemException"><c>product-invalid</c> (422).</exception>
    public Product Clean(Product product, string at = "$.product") => Clean(InlineRow.Write(product), at);

    // One line of a JSONL feed.
    private Product Clean(string row, string at)
    {
        using var document = JsonDocument.Parse(row);
        var (product, error) = new ProductBuilder(options.Value).Build(JsonCells.Of(1, document.RootElement));
        return product ?? throw new ProblemException("product-invalid", error!.Reason, 422, [new(error.Column is { Length: > 0 } column ? $"{at}.{column}" : at, error.Reason)]);
    }
}
