using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Core.Batches;
using Aigc.Core.Costs;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>What a batch promises about money, through the whole workflow. Each picture costs 1.</summary>
public sealed class MoneyTests
{
    private static readonly (string, string)[] OneByOne = [("Batches:ChunkSize", "1"), ("Batches:PageSize", "1"), ("Batches:Window", "1"), ("Costs:PerImage", "1")];

    [Fact]
    public async Task A_crash_between_a_paid_call_and_its_settlement_never_counts_too_little()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var gate = new Gatekeeper(app, holdAt: 4);
        var batch = await app.SubmitAsync(Distinct(8));
        await gate.Reached;

        var restart = app.RestartAsync();
        gate.Open();
        await restart;
        batch = await app.UntilAsync(batch, BatchState.Completed);

        // The call that was cut off is booked, since nobody knows whether it was done.
        var unknown = (await app.Service<TenantSpending>().GetAsync(BatchApp.Tenant)).Unknown;
        Assert.Equal(8 + unknown.Count, batch.Spent!.Amount);
        Assert.True(batch.Spent.Amount >= app.Images.Rendered, $"Spent {batch.Spent.Amount}, rendered {app.Images.Rendered}.");
        Assert.Equal(0m, (await app.Service<TenantSpending>().GetAsync(BatchApp.Tenant)).Reserved.Amount);
    }

    [Fact]
    public async Task A_cancelled_batch_leaves_no_reservation_behind()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var gate = new Gatekeeper(app, holdAt: 3);
        var batch = await app.SubmitAsync(Distinct(10));
        await gate.Reached;

        await app.Commands.CancelAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        gate.Open();
        batch = await app.UntilAsync(batch, BatchState.Cancelled);

        var spend = await app.Service<TenantSpending>().GetAsync(BatchApp.Tenant);
        Assert.Equal((0m, batch.Spent!.Amount), (spend.Reserved.Amount, spend.Settled.Amount));
    }

    [Fact]
    public async Task The_spend_is_seen_while_a_page_is_under_way()
    {
        await using var app = await BatchApp.StartAsync(("Batches:ImageConcurrency", "1"), ("Costs:PerImage", "1"));
        var gate = new Gatekeeper(app, holdAt: 3);
        var batch = await app.SubmitAsync(Distinct(4));
        await gate.Reached;

        Assert.Equal(2m, (await app.Batches.GetAsync(BatchApp.Tenant, batch.Id)).Spent!.Amount);
        gate.Open();
        Assert.Equal(4m, (await app.UntilAsync(batch, BatchState.Completed)).Spent!.Amount);
    }

    [Fact]
    public async Task A_price_that_changes_while_a_batch_stands_makes_a_new_quote_that_somebody_agrees_to()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var gate = new Gatekeeper(app, holdAt: 2);
        // Pictures alone: copy that is written beside the picture would see the pause or not, as it happens.
        var batch = await app.SubmitAsync(Distinct(4), Recipes.Default with { Outputs = [new() { Slot = "image.white" }] });
        await gate.Reached;
        await app.Commands.PauseAsync(BatchApp.Tenant, batch.Id);
        gate.Open();
        batch = await app.UntilAsync(batch, BatchState.Paused);
        Assert.Equal(4m, batch.Quote!.High.Cost.Amount);

        app.Set("Costs:PerImage", "2");
        await app.RestartAsync();
        await app.Commands.ResumeAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        batch = await app.Records.UntilAsync(async () => await app.Batches.GetAsync(BatchApp.Tenant, batch.Id) is { State: BatchState.Paused, Reason: not null } now ? now : null, TimeSpan.FromSeconds(60));

        Assert.Contains("new quote", batch.Reason, StringComparison.Ordinal);
        // Two are left, at two each.
        Assert.Equal(4m, batch.Quote!.High.Cost.Amount);
        await app.Sweeper.SweepAsync(app.Workflows);
        Assert.Equal(2, app.Images.Rendered);
        await app.Commands.ResumeAsync(BatchApp.Tenant, batch.Id, app.Workflows);
        Assert.Equal(6m, (await app.UntilAsync(batch, BatchState.Completed)).Spent!.Amount);
    }

    [Fact]
    public async Task A_batch_handed_in_with_a_quote_that_holds_no_more_is_refused()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        var quote = await app.Service<Quoter>().EstimateAsync(BatchApp.Tenant, Recipes.Default, new QuoteRequest(2));
        var submit = new SubmitBatch { Tenant = BatchApp.Tenant, Feed = new("feeds/acme/x/rows", "jsonl"), Recipe = Recipes.Default, Quote = quote.Lock };

        await app.Batches.SubmitAsync(submit, app.Workflows);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => app.Batches.SubmitAsync(submit with { Recipe = Recipes.Default with { Outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }] } }, app.Workflows));
        Assert.Equal(("quote-outdated", 409), (refused.Code, refused.Status));
    }

    [Fact]
    public async Task From_the_soft_stop_on_a_new_batch_waits_for_a_decision_and_a_free_one_does_not()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);
        await app.Service<Budgets>().SetAsync(BatchApp.Tenant, new(10, SoftStopAt: 0.3));

        Assert.Equal(BatchState.Completed, (await app.UntilAsync(await app.SubmitAsync(Distinct(2)), BatchState.Completed)).State);
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2, "other.png")), BatchState.AwaitingSpend);
        await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2), Recipes.Default with { Outputs = [new() { Slot = "title.en" }] }), BatchState.Completed);

        await app.DecideAsync(batch, Gate.Spend, Verdict.Approve);
        await app.UntilAsync(batch, BatchState.Completed);
    }

    [Fact]
    public async Task A_trial_shows_what_was_asked_and_what_it_cost_and_the_quote_rests_on_it()
    {
        await using var app = await BatchApp.StartAsync(OneByOne);

        var batch = await app.UntilAsync(await app.SubmitAsync(Distinct(6), Recipes.Default with { Trial = new TrialPlan(2) }), BatchState.AwaitingTrial);

        var report = (await app.Service<TrialReports>().FindAsync(BatchApp.Tenant, batch.Id))!;
        Assert.Equal((2, 2m), (report.Items.Count, report.Cost.Amount));
        var title = report.Items[0].Slots.Single(slot => slot.Result.Slot == "title.en");
        Assert.Contains(report.Items[0].Title!, title.Prompt, StringComparison.Ordinal);
        Assert.NotNull(title.Result.Text);
        Assert.Equal(1m, report.Items[0].Slots.Single(slot => slot.Result.Slot == "image.white").Cost.Amount);
        Assert.Equal((QuoteBasis.Measured, 2, 6m), (batch.Quote!.Basis, batch.Quote.SampledProducts, batch.Quote.Expected.Cost.Amount));
    }

    // One photo each, so that no result can be shared.
    private static IReadOnlyCollection<Product> Distinct(int count) => [.. Recipes.Products(count).Select((product, i) => product with { ImageLink = $"photo-{i}.png" })];
}
