using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gaps;

namespace Aigc.Core.Tests.Text.Capabilities;

public sealed class GapTests
{
    private static readonly Product Tent = new() { Id = "t1", Title = "Nomad 2-Person Tent", Attributes = new Dictionary<string, string> { ["颜色"] = "绿色" } };
    private readonly GapCounter _counter = new(CategoryTree.Shipped);

    [Fact]
    public void What_the_feed_or_the_completion_gives_is_no_gap_under_whatever_name()
    {
        _counter.Add(Tent, [new("材质", "尼龙", "nylon", 0.8), new("capacity", "2", null, 0.5)]);

        var tents = Assert.Single(_counter.Report().Categories);

        Assert.Equal(("Sports & Outdoors > Camping & Hiking > Tents", 1L), (tents.Category, tents.Products));
        Assert.DoesNotContain(tents.Attributes, gap => gap.Attribute == "color");
        Assert.Equal((1L, 0L), Counts(tents, "material"));
        Assert.Equal((1L, 1L), Counts(tents, "weight"));
        Assert.Equal(["t1"], tents.Attributes.Single(gap => gap.Attribute == "weight").Examples);
    }

    [Fact]
    public void Products_that_no_category_fits_are_counted_apart_and_examples_are_few()
    {
        for (var i = 0; i < 9; i++) _counter.Add(Tent with { Id = $"t{i}" }, null);
        _counter.Add(new() { Id = "x", Title = "Zyx" }, null);

        var report = _counter.Report();

        Assert.Equal((10L, 0L, null, 1L), (report.Products, report.Complete, report.Categories[1].Category, report.Categories[1].Products));
        Assert.Equal(5, report.Categories[0].Attributes[0].Examples.Count);
    }

    private static (long, long) Counts(CategoryGaps category, string attribute)
    {
        var gap = category.Attributes.Single(gap => gap.Attribute == attribute);
        return (gap.MissingInFeed, gap.MissingAfter);
    }
}
