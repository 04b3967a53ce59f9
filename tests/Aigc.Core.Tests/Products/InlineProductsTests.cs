using Aigc.Contracts.Products;
using Aigc.Core.Products;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Products;

public sealed class InlineProductsTests
{
    private readonly InlineProducts _products = new(Options.Create(new ProductsOptions()));

    [Theory]
    [InlineData("a", null, "$.product")]
    [InlineData("", "Mug", "$.product.id")]
    public void What_is_wrong_with_a_product_is_told_by_its_path(string id, string? title, string path) =>
        Assert.Equal(path, Assert.Single(Assert.Throws<ProblemException>(() => _products.Clean(new Product { Id = id, Title = title })).Errors).Path);

    [Fact]
    public void In_a_list_the_path_counts_from_zero() =>
        Assert.Equal("$.sample[1].id", Assert.Single(Assert.Throws<ProblemException>(() => _products.Clean([new() { Id = "a", Title = "Mug" }, new() { Id = "", Title = "Mug" }], "$.sample")).Errors).Path);
}
