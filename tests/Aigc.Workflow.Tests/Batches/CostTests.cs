using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>What an item costs in operations, whatever the size of its batch. Counted, not timed: a page that looks at all items makes these fail, a slow machine does not.</summary>
public sealed class CostTests
{
    private static readonly Recipe CopyOnly = new() { Outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }] };

    [Fact]
    public async Task An_item_of_a_batch_three_times_as_large_costs_no_more_operations()
    {
        // Small pages, so that there are many: what grows with the pages that came before shows.
        var few = await CostOfAsync(800, CopyOnly, ("Batches:PageSize", "25"));
        var many = await CostOfAsync(2_400, CopyOnly, ("Batches:PageSize", "25"));

        Assert.InRange(many.Writes, 0, few.Writes * 1.02);
        // How many reads there are depends a little on who comes first: a page may be read for two chunks at once, a wish of the operator every half second.
        Assert.InRange(many.Reads, 0, few.Reads * 1.05);
        Assert.InRange(many.Blobs, 0, few.Blobs * 1.02);
        Assert.InRange(many.Events, 0, few.Events * 1.02);
    }

    [Fact]
    public async Task An_item_without_pictures_costs_a_third_of_an_event_a_write_an_answer_and_a_tenth_of_a_blob()
    {
        var cost = await CostOfAsync(1_000, CopyOnly);

        Assert.InRange(cost.Events, 0.2, 0.33);
        Assert.InRange(cost.Writes, 2, 2.15);
        Assert.InRange(cost.Blobs, 0.05, 0.1);
    }

    [Fact]
    public async Task An_item_with_pictures_costs_less_than_half_an_event_and_the_blobs_of_its_photo_and_its_picture()
    {
        var cost = await CostOfAsync(500, Recipes.Default);

        Assert.InRange(cost.Events, 0.3, 0.5);
        Assert.InRange(cost.Writes, 3, 3.2);
        // The photo in the media lies there before; the one in the library and the picture made of it are new.
        Assert.InRange(cost.Blobs, 2, 2.25);
    }

    private static async Task<Cost> CostOfAsync(int items, Recipe recipe, params (string, string)[] settings)
    {
        await using var app = await BatchApp.StartAsync(settings);
        var products = Recipes.Products(items).Select((product, i) => product with { ImageLink = $"photo-{i}.png" }).ToList();
        var batch = await app.SubmitAsync(products, recipe);
        await app.EndAsync(batch);
        // The batch may be at work before its submission returns, so what was handed in is taken off: the feed and a photo a product.
        var (reads, writes, blobs) = (app.Records.Reads, app.Records.Writes, app.Blobs.Names.Count - 1 - items);
        Assert.Equal((BatchState.Completed, items), ((await app.Batches.GetAsync(BatchApp.Tenant, batch.Id)) is { } end ? (end.State, (int)end.Counts.Accepted) : default));
        return new((double)reads / items, (double)writes / items, (double)blobs / items, (double)app.Events / items);
    }

    /// <summary>Operations an item.</summary>
    private sealed record Cost(double Reads, double Writes, double Blobs, double Events);
}
