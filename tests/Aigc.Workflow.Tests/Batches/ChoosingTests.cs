using System.Text;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Storage;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>What becomes of products that the decision factors of a recipe do not choose. Each picture costs 1.</summary>
public sealed class ChoosingTests
{
    private static readonly (string, string)[] Priced = [("Costs:PerImage", "1"), ("Batches:PageSize", "4"), ("Batches:ChunkSize", "3")];
    private static readonly Recipe Mugs = Choosing(new() { Factor = Factors.Field, Field = "category", In = ["Mugs"] });

    [Fact]
    public async Task An_item_that_is_not_chosen_costs_nothing_and_says_what_was_measured()
    {
        await using var app = await BatchApp.StartAsync(Priced);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(10), Mugs), BatchState.Completed);

        var skipped = (await app.ItemsAsync(batch)).Where(item => item.Row % 2 == 1).ToList();
        Assert.All(skipped, item => Assert.Equal((ItemState.Skipped, "not-chosen", 0, false), (item.State, item.Reason, item.Slots.Count, item.Choice!.Chosen)));
        Assert.All(skipped, item => Assert.Equal(new FactorReading("field", "category", "Cups", "one of Mugs", false), Assert.Single(item.Choice!.Factors)));
        // Five photos were looked at and five pictures made: nobody looked at the others.
        Assert.Equal((5, 10, 5m), (app.Images.Rendered, app.Images.Overruled.Count, batch.Spent!.Amount));
    }

    [Fact]
    public async Task Every_item_of_the_feed_is_counted_once_and_stands_in_the_files()
    {
        await using var app = await BatchApp.StartAsync(Priced);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(10), Mugs), BatchState.Completed);

        Assert.Equal(new BatchCounts { Items = 10, Done = 10, Accepted = 5, Skipped = 5, CopyMade = 10, ImagesMade = 5 }, batch.Counts);
        Assert.Equal(10, File(app, batch, "results.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"skipped\":5", File(app, batch, "manifest.json").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("field category: Cups, wanted one of Mugs (not met)", File(app, batch, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quote_counts_what_the_feed_does_not_skip()
    {
        await using var app = await BatchApp.StartAsync(Priced);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(10), Mugs), BatchState.Completed);

        Assert.Equal((5L, 5L, 5L, 5m), (batch.Quote!.Products, batch.Quote.Skipped, batch.Quote.High.Images, batch.Quote.High.Cost.Amount));
    }

    [Fact]
    public async Task A_batch_of_which_nothing_is_chosen_completes_and_makes_nothing()
    {
        await using var app = await BatchApp.StartAsync(Priced);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(5), Choosing(new() { Factor = Factors.Field, Field = "traffic_tier", In = ["high"] })), BatchState.Completed);

        Assert.Equal(new BatchCounts { Items = 5, Done = 5, Skipped = 5 }, batch.Counts);
        Assert.Equal((0, 0m, 0m), (app.Images.Overruled.Count, batch.Spent?.Amount ?? 0, batch.Quote!.High.Cost.Amount));
    }

    [Fact]
    public async Task A_factor_of_the_photo_decides_after_screening_and_before_anything_is_made()
    {
        await using var app = await BatchApp.StartAsync(Priced);
        app.Images.Verdict = new(TriageOutcome.Fix, [new("off-centre", 0.3, 0.2, TriageOutcome.Fix), new("cropped", 1, 0, TriageOutcome.Fix)], null);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(4), Choosing(new() { Factor = Factors.PhotoScore, AtMost = 50 })), BatchState.Completed);

        Assert.Equal(new BatchCounts { Items = 4, Done = 4, Skipped = 4 }, batch.Counts);
        Assert.Equal((0, 4, 4L), (app.Images.Rendered, app.Images.Overruled.Count, batch.Quote!.Products));
        Assert.All(await app.ItemsAsync(batch), item => Assert.Equal(("60", TriageOutcome.Fix), (item.Choice!.Factors[0].Measured, item.Triage!.Outcome)));
    }

    [Fact]
    public async Task A_recipe_without_pictures_can_go_by_the_photo_too()
    {
        await using var app = await BatchApp.StartAsync();
        var products = Distinct(6).Select((product, i) => i < 2 ? product with { ImageLink = null } : product).ToList();

        var batch = await app.UntilAsync(await app.SubmitAsync(products, Choosing(new() { Factor = Factors.Photo, In = ["missing"] }) with { Outputs = [new() { Slot = "title.en" }] }), BatchState.Completed);

        Assert.Equal(new BatchCounts { Items = 6, Done = 6, Accepted = 2, Skipped = 4, CopyMade = 2 }, batch.Counts);
        Assert.Equal([1L, 2L], (await app.ItemsAsync(batch)).Where(item => item.Choice!.Chosen == true).Select(item => item.Row));
    }

    [Fact]
    public async Task A_trial_is_drawn_from_what_is_chosen()
    {
        await using var app = await BatchApp.StartAsync(Priced);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(10), Mugs with { Trial = new TrialPlan(3) }), BatchState.AwaitingTrial);

        Assert.Equal((3, 0), (batch.Quote!.SampledProducts, (await app.ItemsAsync(batch)).Count(item => item.Row % 2 == 1)));
    }

    private static Recipe Choosing(ChoosingRule rule) => Recipes.Default with { Choosing = new() { Rules = [rule] } };

    private static List<Product> Distinct(int count) => [.. Recipes.Products(count).Select(product => product with { ImageLink = $"{product.Id}.png" })];

    private static string File(BatchApp app, Batch batch, string name) => Encoding.UTF8.GetString(app.Blobs.Bytes(Paths.Export(BatchApp.Tenant, batch.Id, name))!);
}
