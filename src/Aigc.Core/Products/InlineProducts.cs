using System.Text.Json;
using Aigc.Contracts.Products;
using Aigc.Core.Products.Reading;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Products;

/// <summary>A product that comes by itself, cleaned and judged like a row of a feed.</summary>
public sealed class InlineProducts(IOptions<ProductsOptions> options)
{
    /// <param name="row">A JSON object: one line of a JSONL feed.</param>
    /// <exception cref="ProblemException"><c>product-invalid</c> (422).</exception>
    public Product Clean(string row)
    {
        using var document = JsonDocument.Parse(row);
        var (product, error) = new ProductBuilder(options.Value).Build(JsonCells.Of(1, document.RootElement));
        return product ?? throw new ProblemException("product-invalid", error!.Reason, 422, [new(error.Column is { Length: > 0 } column ? $"$.product.{column}" : "$.product", error.Reason)]);
    }
}
