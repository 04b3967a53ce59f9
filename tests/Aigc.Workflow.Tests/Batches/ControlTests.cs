using Aigc.Contracts.Batches;

namespace Aigc.Workflow.Tests.Batches;

public sealed class ControlTests
{
    private static readonly (string, string)[] OneByOne = [("Batches:ChunkSize", "1"), ("Batches:PageSize", "1"), ("Batches:Window", "1")];

    [Fact]
    public async Task A_cancelled_batch_makes_no_further_paid_call_and_keeps_what_is_done()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var gate = new Gatekeeper(app, holdAt: 3);
        var batch = await app.SubmitAsync(Distinct(10));
        await gate.Reached;

        await app.Commands.CancelAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        gate.Open();
        batch = await app.UntilAsync(batch, BatchState.Cancelled);

        Assert.InRange(app.Images.Rendered, 1, 4);
        Assert.True((await app.ItemsAsync(batch)).Count >= 2);
        Assert.Equal("batch-finished", (await Assert.ThrowsAsync<ProblemException>(() => app.Commands.CancelAsync(BatchApp.Tenant, batch.Id, app.Workflows))).Code);
    }

    [Fact]
    public async Task A_paused_batch_stands_and_a_resumed_one_finishes_without_paying_twice()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var gate = new Gatekeeper(app, holdAt: 3);
        var batch = await app.SubmitAsync(Distinct(6));
        await gate.Reached;

        await app.Commands.PauseAsync(BatchApp.Tenant, batch.Id);
        gate.Open();
        batch = await app.UntilAsync(batch, BatchState.Paused);
        await app.Commands.ResumeAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal(6, batch.Counts.Accepted);
        Assert.Equal(6, app.Images.Rendered);
    }

    [Fact]
    public async Task A_paused_batch_that_is_cut_up_otherwise_when_it_goes_on_mixes_no_items_up_and_pays_nothing_twice()
    {
        await using var app = await BatchApp.StartAsync(("Batches:ChunkSize", "2"), ("Batches:ImageConcurrency", "1"));
        // The first picture of all is the first of its chunk, so that chunk has one to go when it is asked to pause.
        var gate = new Gatekeeper(app, holdAt: 1);
        var batch = await app.SubmitAsync(Distinct(8));
        await gate.Reached;
        await app.Commands.PauseAsync(BatchApp.Tenant, batch.Id);
        gate.Open();
        await app.UntilAsync(batch, BatchState.Paused);

        await app.RestartAsync(("Batches:ChunkSize", "3"));
        await app.Commands.ResumeAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal((8, 8), (batch.Counts.Accepted, app.Images.Rendered));
        Assert.All(await app.ItemsAsync(batch), item => Assert.Equal($"p{item.Row}", item.Product.Id));
    }

    [Fact]
    public async Task A_batch_stops_at_its_budget_and_never_spends_more()
    {
        await using var app = await BatchApp.StartAsync([.. OneByOne, ("Costs:PerImage", "1")]);
        var recipe = Recipes.Default with { Budget = new(3, "USD") };

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(10), recipe), BatchState.Paused);

        Assert.Equal(3, app.Images.Rendered);
        Assert.Equal(3m, batch.Spent!.Amount);
        Assert.Contains("budget", batch.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_in_the_middle_costs_no_item_and_no_second_payment()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var gate = new Gatekeeper(app, holdAt: 4);
        var batch = await app.SubmitAsync(Distinct(8));
        await gate.Reached;

        var restart = app.RestartAsync();
        gate.Open();
        await restart;
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal(8, batch.Counts.Accepted);
        Assert.InRange(app.Images.Rendered, 8, 9);
    }

    [Fact]
    public async Task A_batch_that_was_recorded_but_not_started_is_started_by_the_sweeper()
    {
        await using var app = await BatchApp.StartAsync();
        var batch = await app.SubmitAsync(Recipes.Products(1));
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal(0, await app.Sweeper.SweepAsync(app.Workflows));
    }

    // One photo each, so that no result can be shared.
    private static IReadOnlyCollection<Contracts.Products.Product> Distinct(int count) => [.. Recipes.Products(count).Select((product, i) => product with { ImageLink = $"photo-{i}.png" })];
}
