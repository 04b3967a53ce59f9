using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Workflow.Tests.Batches;

internal static class Recipes
{
    public static readonly Recipe Default = new() { Outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }, new() { Slot = "image.white" }] };

    public static Recipe ReviewAll => Default with { Review = new() { SampleRate = 1 } };

    public static IReadOnlyCollection<Product> Products(int count, string? image = "photo.png") => [.. Enumerable.Range(1, count).Select(i => new Product
    {
        Id = $"p{i}", Title = $"Trail Mug {i}", Description = "A steel mug with a lid. It holds 350 ml.", Brand = "Kestrel", ProductType = i % 2 == 0 ? "Mugs" : "Cups", ImageLink = image,
    })];
}
