using Aigc.Contracts.Products;
using Aigc.Core.Costs;

namespace Aigc.Core.Tests.Costs;

public sealed class StratifiedSampleTests
{
    [Fact]
    public void A_sample_keeps_the_proportions_of_the_feed()
    {
        var sample = Feed(("Mugs", 600), ("Tents", 300), ("Lamps", 100));

        Assert.Equal([("Lamps", 2), ("Mugs", 12), ("Tents", 6)], ByType(sample.Take(20)));
    }

    [Fact]
    public void The_rarest_is_in_it_where_there_is_room_for_all() => Assert.Equal([("Lamps", 1), ("Mugs", 1), ("Tents", 1)], ByType(Feed(("Mugs", 9_990), ("Tents", 9), ("Lamps", 1)).Take(3)));

    [Fact]
    public void Long_texts_and_short_ones_and_scripts_are_strata_of_their_own()
    {
        var product = new Product { Id = "1", Title = "Mug", ProductType = "Mugs > Steel" };

        Assert.Equal(["Mugs|short|other", "Mugs|long|other", "Mugs|short|han"],
            [StratifiedSample.KeyOf(product), StratifiedSample.KeyOf(product with { Description = new string('x', 900) }), StratifiedSample.KeyOf(product with { Title = "保温杯" })]);
    }

    [Fact]
    public void The_same_feed_gives_the_same_sample_in_whatever_order_it_is_read()
    {
        var (there, back) = (new StratifiedSample(), new StratifiedSample());
        foreach (var row in Enumerable.Range(0, 2_000)) there.Add(Item(row, "Mugs"));
        foreach (var row in Enumerable.Range(0, 2_000).Reverse()) back.Add(Item(row, "Mugs"));

        Assert.Equal(there.Take(25).Select(item => item.Row), back.Take(25).Select(item => item.Row));
    }

    [Fact]
    public void A_feed_smaller_than_the_sample_is_the_sample() => Assert.Equal(3, Feed(("Mugs", 3)).Take(20).Count);

    private static StratifiedSample Feed(params (string Type, int Count)[] types)
    {
        var (sample, row) = (new StratifiedSample(), 0);
        foreach (var (type, count) in types)
            for (var i = 0; i < count; i++) sample.Add(Item(row++, type));
        return sample;
    }

    private static PageItem Item(int row, string type) => new(row, new() { Id = $"p{row}", Title = "Thing", ProductType = type });

    private static List<(string, int)> ByType(IEnumerable<PageItem> items) => [.. items.GroupBy(item => item.Product.ProductType!).Select(group => (group.Key, group.Count())).OrderBy(group => group.Key, StringComparer.Ordinal)];
}
