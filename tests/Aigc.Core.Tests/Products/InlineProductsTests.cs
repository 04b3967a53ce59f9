using Aigc.Core.Products;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Products;

public sealed class InlineProductsTests
{
    [Theory]
    [InlineData("""{"id":"a"}""", "$.product")]
    [InlineData("""{"id":"","title":"Mug"}""", "$.product.id")]
    public void What_is_wrong_with_a_product_is_told_by_its_path(string product, string path) =>
        Assert.Equal(path, Assert.Single(Assert.Throws<ProblemException>(() => new InlineProducts(Options.Create(new ProductsOptions())).Clean(product)).Errors).Path);
}
