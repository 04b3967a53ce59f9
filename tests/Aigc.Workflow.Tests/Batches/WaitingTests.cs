using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>A decision raised before, during or after the wait, twice, or across a restart is applied exactly once.</summary>
public sealed class WaitingTests
{
    private static readonly (string, string)[] Dear = [("Costs:PerImage", "1"), ("Costs:ApprovalThreshold", "0.5")];

    [Fact]
    public async Task A_quote_above_the_threshold_waits_and_an_approval_lets_it_run()
    {
        await using var app = await BatchApp.StartAsync(Dear);
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2)), BatchState.AwaitingSpend);
        Assert.Equal(0, app.Images.Rendered);

        await app.DecideAsync(batch, Gate.Spend, Verdict.Approve);

        Assert.Equal(BatchState.Completed, (await app.UntilAsync(batch, BatchState.Completed)).State);
    }

    [Fact]
    public async Task A_refused_quote_ends_the_batch_before_anything_is_paid()
    {
        await using var app = await BatchApp.StartAsync(Dear);
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2)), BatchState.AwaitingSpend);

        await app.DecideAsync(batch, Gate.Spend, Verdict.Reject);

        Assert.Contains("Spend", (await app.UntilAsync(batch, BatchState.Cancelled)).Reason, StringComparison.Ordinal);
        Assert.Equal(0, app.Images.Rendered);
    }

    [Fact]
    public async Task The_first_decision_counts_and_a_second_one_is_answered_with_it()
    {
        await using var app = await BatchApp.StartAsync(Dear);
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2)), BatchState.AwaitingSpend);

        await app.DecideAsync(batch, Gate.Spend, Verdict.Approve);
        await app.DecideAsync(batch, Gate.Spend, Verdict.Reject);

        Assert.Equal(BatchState.Completed, (await app.UntilAsync(batch, BatchState.Completed)).State);
        await app.DecideAsync(batch, Gate.Spend, Verdict.Reject);
        Assert.Equal(BatchState.Completed, (await app.Batches.GetAsync(BatchApp.Tenant, batch.Id)).State);
    }

    [Fact]
    public async Task A_decision_made_while_the_host_is_down_is_found_after_it_starts_again()
    {
        await using var app = await BatchApp.StartAsync(Dear);
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2)), BatchState.AwaitingSpend);
        await app.RestartAsync();

        await app.DecideAsync(batch, Gate.Spend, Verdict.Approve);

        await app.UntilAsync(batch, BatchState.Completed);
    }

    [Fact]
    public async Task A_trial_is_shown_first_and_its_items_are_not_paid_for_again()
    {
        await using var app = await BatchApp.StartAsync();
        var recipe = Recipes.Default with { Trial = new TrialPlan(2) };
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(6), recipe), BatchState.AwaitingTrial);
        Assert.Equal(["Cups", "Mugs"], (await app.ItemsAsync(batch)).Select(item => item.Product.ProductType!).Order());
        var paid = app.Images.Rendered;

        await app.DecideAsync(batch, Gate.Trial, Verdict.Approve);
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal(paid, app.Images.Rendered);
        Assert.Equal(6, batch.Counts.Done);
    }

    [Fact]
    public async Task Items_in_review_hold_the_batch_until_people_have_decided_on_each()
    {
        await using var app = await BatchApp.StartAsync();
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2), Recipes.ReviewAll), BatchState.InReview);

        await DecideAsync(app, batch, row: 1, Verdict.Approve);
        await DecideAsync(app, batch, row: 1, Verdict.Reject);
        await DecideAsync(app, batch, row: 2, Verdict.Reject);
        batch = await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal([ItemState.Accepted, ItemState.Rejected], (await app.ItemsAsync(batch)).Select(item => item.State));
        Assert.Equal((1, 1, 0), (batch.Counts.Accepted, batch.Counts.Rejected, batch.Counts.InReview));
    }

    [Fact]
    public async Task A_review_decided_across_a_restart_is_applied_once()
    {
        await using var app = await BatchApp.StartAsync();
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(2), Recipes.ReviewAll), BatchState.InReview);
        await DecideAsync(app, batch, row: 1, Verdict.Approve);
        await app.RestartAsync();

        await DecideAsync(app, batch, row: 2, Verdict.Approve);

        Assert.Equal(2, (await app.UntilAsync(batch, BatchState.Completed)).Counts.Accepted);
    }

    [Fact]
    public async Task A_lot_is_accepted_by_its_sample_and_its_inspectors_decide()
    {
        await using var app = await BatchApp.StartAsync();
        var recipe = Recipes.Default with { Acceptance = new AcceptancePlan(6.5) };
        var batch = await app.UntilAsync(await app.SubmitAsync(Recipes.Products(12), recipe), BatchState.InReview);
        var sample = (await app.ItemsAsync(batch)).Where(item => item.State == ItemState.InReview).Select(item => item.Row).ToList();
        Assert.Equal(2, sample.Count);

        foreach (var row in sample) await DecideAsync(app, batch, row, Verdict.Reject);
        batch = await app.UntilAsync(batch, BatchState.AwaitingAcceptance);
        await app.DecideAsync(batch, Gate.Acceptance, Verdict.Reject);

        await app.UntilAsync(batch, BatchState.Cancelled);
    }

    [Fact]
    public async Task The_batch_of_another_tenant_does_not_exist()
    {
        await using var app = await BatchApp.StartAsync();
        var batch = await app.SubmitAsync(Recipes.Products(1));

        var denied = await Assert.ThrowsAsync<ProblemException>(() => app.Batches.GetAsync("other", batch.Id));

        Assert.Equal(404, denied.Status);
        await app.UntilAsync(batch, BatchState.Completed);
    }

    private static Task DecideAsync(BatchApp app, Batch batch, long row, Verdict verdict) =>
        app.Decisions.DecideReviewAsync(BatchApp.Tenant, Core.Reviews.ReviewIds.Of(batch.Id, row), new(verdict, "ann", "api", DateTimeOffset.UnixEpoch), app.Workflows);
}
