using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Testing.Fakes;
using Aigc.Workflow.Tests.Batches;
using Aigc.Workflow.Tests.Lanes;

namespace Aigc.Benchmarks.Costs;

/// <summary>
/// The same batch in real time and, with a deadline of two days, through a batch lane that reorders, doubles, drops, fails and expires. Both bills
/// are the providers' own.
/// </summary>
internal static class LanesBench
{
    private const int Products = 500;

    public static async Task<int> RunAsync()
    {
        var realtime = await RunAsync(TwoLanes.Recipe with { Lane = Lane.Realtime });
        var laned = await RunAsync(TwoLanes.Recipe with { Lane = Lane.Auto, Deadline = TimeSpan.FromHours(48) });
        var share = laned.Bill / realtime.Bill;
        Console.WriteLine($"{"",-12} {"products",9} {"ended once",11} {"lane",6} {"real time",10} {"bill",12} {"ledger",12}");
        Print("real time", realtime);
        Print("batch lane", laned);
        Console.WriteLine($"cost of the batch lane, with what it dropped and what was bought in real time: {share:P1} of real time");
        return laned.Once == Products && realtime.Once == Products && share <= 0.55m ? 0 : 1;
    }

    private static async Task<Run> RunAsync(Recipe recipe)
    {
        await using var lanes = await TwoLanes.StartAsync(("Lanes:MostRequests", "100"));
        // Ten files: each loses and breaks a little, one is late.
        lanes.Provider.Next([.. Enumerable.Range(0, 10).Select(file => new LaneFate(Looks: 1 + (file % 3), Drops: 0.01, Fails: 0.01, ExpiresAfter: file == 4 ? 0.6 : null))]);
        var batch = await lanes.App.UntilAsync(await lanes.App.SubmitAsync(Recipes.Products(Products), recipe), BatchState.Completed);
        var items = await lanes.App.ItemsAsync(batch);
        var once = items.GroupBy(item => item.Row).Count(rows => rows.Count() == 1 && rows.Single() is { State: ItemState.Accepted } item && item.Slots.Count(slot => slot.State == SlotState.Made) == 2);
        return new(once, lanes.Provider.Billed.Count, lanes.Chat.Calls, lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
    }

    private static void Print(string what, Run run) => Console.WriteLine($"{what,-12} {Products,9:N0} {run.Once,11:N0} {run.Lane,6:N0} {run.RealTime,10:N0} {run.Bill,12:0.000000} {run.Ledger,12:0.000000}");

    /// <param name="Ledger">Before the invoice: what the lane dropped stands at its upper bound.</param>
    private sealed record Run(int Once, int Lane, int RealTime, decimal Bill, decimal Ledger);
}
