using Aigc.Core.Costs;
using Aigc.Testing.Fakes;
using Aigc.Workflow.Tests.Batches;

namespace Aigc.Workflow.Tests.Lanes;

/// <summary>Claude's batches have no name: what was handed in before a crash is known once it has ended.</summary>
public sealed class ClaudeLaneTests : LaneTests
{
    private protected override Task<TwoLanes> StartAsync(params (string, string)[] settings) => TwoLanes.WithClaudeAsync(settings);

    [Fact]
    public async Task What_was_handed_in_before_a_crash_and_still_runs_is_waited_for_and_not_handed_in_again()
    {
        await using var lanes = await StartAsync();
        // As many looks as no retry of the step that hands in has.
        lanes.Provider.Next(new LaneFate(Looks: 20));
        BreaksOff(lanes, beforeCreate: false);

        var batch = await RunAsync(lanes);

        Assert.Equal((1, 2 * Products, 0), (lanes.Provider.Batches, lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum(), batch.Spent!.Amount);
    }

    [Fact]
    public async Task What_was_not_handed_in_after_all_is_asked_in_real_time_once_another_batch_that_may_have_been_it_has_ended()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Others(1, TimeSpan.Zero, requests: 2 * Products, new LaneFate(Looks: 20));
        BreaksOff(lanes, beforeCreate: true);

        var batch = await RunAsync(lanes);

        Assert.Equal((0, 0, 2 * Products), (lanes.Provider.Batches, lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal((lanes.Chat.Billed, 0m), (batch.Spent!.Amount, (await lanes.App.Service<TenantSpending>().GetAsync(BatchApp.Tenant)).Reserved.Amount));
        Assert.Empty(lanes.Provider.Cancelled);
    }

    [Fact]
    public async Task A_batch_that_may_be_anothers_is_not_stopped_at_the_deadline_and_what_it_may_cost_waits_for_the_invoice()
    {
        await using var lanes = await StartAsync(("Lanes:Grace", "00:00:01"), ("Costs:SecondsPerCall", "0.001"));
        lanes.Provider.Next(new LaneFate(IsSlow: true));
        BreaksOff(lanes, beforeCreate: false);

        var batch = await RunAsync(lanes, TwoLanes.Recipe with { Deadline = TimeSpan.FromSeconds(3) });

        var spend = await lanes.App.Service<TenantSpending>().GetAsync(BatchApp.Tenant);
        Assert.Empty(lanes.Provider.Cancelled);
        Assert.Equal((2 * Products, 0m), (lanes.Chat.Calls, spend.Reserved.Amount));
        Assert.Equal(lanes.Chat.Billed + Assert.Single(spend.Unknown).UpperBound.Amount, batch.Spent!.Amount);
    }

    [Fact]
    public async Task A_running_batch_of_another_size_is_another()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Others(1, TimeSpan.Zero, requests: (2 * Products) + 1, new LaneFate(IsSlow: true));
        BreaksOff(lanes, beforeCreate: true);

        await RunAsync(lanes);

        Assert.Equal((1, 2 * Products, 0), (lanes.Provider.Batches, lanes.Provider.Billed.Count, lanes.Chat.Calls));
    }

    private static void BreaksOff(TwoLanes lanes, bool beforeCreate)
    {
        if (beforeCreate) lanes.Provider.BeforeCreate = Break;
        else lanes.Provider.AfterCreate = Break;

        void Break()
        {
            (lanes.Provider.BeforeCreate, lanes.Provider.AfterCreate) = (null, null);
            throw new HttpRequestException("The connection broke.");
        }
    }
}
