using System.Net;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Workflow.Tests.Batches;

public sealed class ProduceBatchTests
{
    [Fact]
    public async Task Every_product_of_a_feed_gets_all_slots_of_the_recipe()
    {
        await using var app = await BatchApp.StartAsync();

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(45)), BatchState.Completed);

        var items = await app.ItemsAsync(batch);
        Assert.Equal(Enumerable.Range(1, 45).Select(row => (long)row), items.Select(item => item.Row));
        Assert.All(items, item => Assert.Equal(["title.en", "description.en", "image.white"], item.Slots.Select(slot => slot.Slot)));
        Assert.All(items, item => Assert.All(item.Slots, slot => Assert.Equal(SlotState.Made, slot.State)));
        Assert.Equal(new BatchCounts { Items = 45, Done = 45, Accepted = 45, CopyMade = 90, ImagesMade = 45 }, batch.Counts);
    }

    [Fact]
    public async Task A_feed_of_more_pages_than_a_stretch_is_produced_whole_and_in_order()
    {
        await using var app = await BatchApp.StartAsync(("Batches:PageSize", "2"));

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(150, image: null)), BatchState.Completed);

        Assert.Equal(75, batch.Ingest!.Pages);
        Assert.Equal(150, batch.Counts.Done);
        Assert.Equal(Enumerable.Range(1, 150).Select(row => (long)row), (await app.ItemsAsync(batch)).Select(item => item.Row));
    }

    [Fact]
    public async Task A_product_without_a_photo_gets_its_copy_and_an_honest_refusal_of_the_image()
    {
        await using var app = await BatchApp.StartAsync();

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1, image: null)), BatchState.Completed);

        var item = Assert.Single(await app.ItemsAsync(batch));
        Assert.Equal(SlotState.Made, item.Slots[0].State);
        Assert.Equal((SlotState.Refused, "source-missing"), (item.Slots[2].State, item.Slots[2].Reason));
    }

    [Fact]
    public async Task A_photo_that_triage_rejects_is_never_rendered()
    {
        await using var app = await BatchApp.StartAsync();
        app.Images.Verdict = new(TriageOutcome.Reject, [new("blurred", 3.1, 20, TriageOutcome.Reject, "new-photo")], null);

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(3)), BatchState.Completed);

        Assert.Equal(0, app.Images.Rendered);
        Assert.All(await app.ItemsAsync(batch), item => Assert.Equal("blurred", item.Slots[2].Reason));
        Assert.Equal(3, batch.Counts.ImagesRefused);
    }

    [Fact]
    public async Task An_item_says_how_large_its_photo_is()
    {
        await using var app = await BatchApp.StartAsync();

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1)), BatchState.Completed);

        var photo = Assert.Single(await app.ItemsAsync(batch)).Source;
        Assert.Equal((640, 480), (photo?.Width, photo?.Height));
    }

    [Fact]
    public async Task A_photo_whose_verdict_the_recipe_overrules_is_rendered_and_goes_to_people()
    {
        await using var app = await BatchApp.StartAsync();
        app.Images.Verdict = new(TriageOutcome.Fix, [new("cluttered", 0.4, 0.7, TriageOutcome.Fix, "new-photo") { Overruled = true }], null);

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1), Recipes.Default with { Screening = new() { Overrule = ["cluttered", "blurred"] } }), BatchState.InReview);

        Assert.Equal(["cluttered,blurred", "cluttered"], app.Images.Overruled);
        var item = Assert.Single(await app.ItemsAsync(batch));
        Assert.Equal((ItemState.InReview, SlotState.Made, SlotState.InReview, "screening-overruled"), (item.State, item.Slots[0].State, item.Slots[2].State, item.Slots[2].Reason));
        Assert.True(Assert.Single(item.Triage!.Reasons).Overruled);
    }

    [Fact]
    public async Task A_painted_scene_says_its_engine_its_model_and_how_well_it_matches()
    {
        await using var app = await BatchApp.StartAsync();
        var recipe = Recipes.Default with { Outputs = [new() { Slot = "image.scene", Model = "studio", Image = new() { Engine = "inpaint", Fallback = true, Paint = new("on a beach") } }] };

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1), recipe), BatchState.Completed);

        var slot = Assert.Single(Assert.Single(await app.ItemsAsync(batch)).Slots);
        Assert.Equal(("inpaint", "studio@1", 0.9), (slot.Production!.Engine, slot.Production.Model, slot.Match!.Score));
    }

    [Fact]
    public async Task Every_garment_is_put_on_the_person_of_the_recipe_in_a_call_of_its_own()
    {
        await using var app = await BatchApp.StartAsync();
        var products = Recipes.Products(2, "a.png").Take(1).Concat(Recipes.Products(2, "b.png").Skip(1)).ToList();

        var batch = await app.UntilAsync(await app.SubmitAsync(products, Dressed("person.png"), null, "person.png"), BatchState.Completed);

        Assert.All(await app.ItemsAsync(batch), item => Assert.Equal([("image.white", SlotState.Made), ("image.tryon", SlotState.Made)], item.Slots.Select(slot => (slot.Slot, slot.State))));
        Assert.Equal([("tryon", "image,garment"), ("tryon", "image,garment"), ("white", "image"), ("white", "image")], app.Images.Calls.Order());
    }

    [Fact]
    public async Task A_person_that_cannot_be_found_costs_no_other_picture()
    {
        await using var app = await BatchApp.StartAsync();

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1), Dressed("nobody.png")), BatchState.Completed);

        var item = Assert.Single(await app.ItemsAsync(batch));
        Assert.Equal([("image.white", SlotState.Made, null), ("image.tryon", SlotState.Refused, "source-missing")], item.Slots.Select(slot => (slot.Slot, slot.State, slot.Reason)));
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_for_the_item_alone()
    {
        await using var app = await BatchApp.StartAsync();
        app.Images.FailNext(2, HttpStatusCode.ServiceUnavailable);

        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1)), BatchState.Completed);

        Assert.Equal(1, batch.Counts.Accepted);
    }

    [Fact]
    public async Task An_item_that_keeps_failing_is_a_failed_item_and_not_a_failed_batch_and_retry_failed_makes_it_good()
    {
        await using var app = await BatchApp.StartAsync();
        app.Images.FailNext(3, HttpStatusCode.ServiceUnavailable);
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1)), BatchState.Completed);
        Assert.Equal(1, batch.Counts.Failed);

        await app.Commands.RetryFailedAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal((1, 0, 1), (batch.Counts.Accepted, batch.Counts.Failed, batch.Counts.Done));
        Assert.All(Assert.Single(await app.ItemsAsync(batch)).Slots, slot => Assert.Equal(SlotState.Made, slot.State));
    }

    [Fact]
    public async Task A_submission_repeated_under_its_key_is_one_batch()
    {
        await using var app = await BatchApp.StartAsync();

        var both = await Task.WhenAll(app.SubmitAsync(Recipes.Products(1), key: "k1"), app.SubmitAsync(Recipes.Products(1), key: "k1"));

        Assert.Equal(both[0].Id, both[1].Id);
        await app.UntilAsync(both[0], BatchState.Completed);
        Assert.Single((await app.Batches.ListAsync(BatchApp.Tenant, 10, null)).Batches);
    }

    [Fact]
    public async Task The_same_photo_and_recipe_are_paid_for_once_over_batches()
    {
        await using var app = await BatchApp.StartAsync();

        await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1)), BatchState.Completed);
        await app.UntilAsync(await app.SubmitAsync(Recipes.Products(1)), BatchState.Completed);

        Assert.Equal(1, app.Images.Rendered);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_fails_the_batch_with_a_reason()
    {
        await using var app = await BatchApp.StartAsync();

        var batch = await app.UntilAsync(await app.SubmitAsync([]), BatchState.Failed);

        Assert.NotEmpty(batch.Reason!);
    }

    private static Recipe Dressed(string person) => Recipes.Default with { Outputs = [new() { Slot = "image.white" }, new() { Slot = "image.tryon", Image = new() { TryOn = new(person, LikenessConsent: true) } }] };
}
