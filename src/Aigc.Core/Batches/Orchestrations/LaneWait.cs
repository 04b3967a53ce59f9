using Aigc.Core.Lanes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// The way through the provider's batch lane: hand in, wait, take over. Whatever the lane does not bring in time, the pages that follow ask
/// in real time, so that nothing here can cost an item.
/// </summary>
internal sealed class LaneWait(TaskOrchestrationContext context, BatchInput input, Waits waits)
{
    // Pages that one activity writes down: it ends within minutes, and a crash repeats no more.
    private const int Stretch = 40;
    private const double Slower = 1.5;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public async Task PassAsync(LanePlan plan, int pages)
    {
        try
        {
            if (await SubmitAsync(pages) > 0) await WaitAsync(plan);
        }
        catch (BatchEndedException)
        {
            await StopAsync(plan);
            throw;
        }
        catch (TaskFailedException)
        {
            // The lane is down: everything is asked in real time.
            await context.CallActivityAsync(nameof(CancelLane), input, Tries.Default);
        }
    }

    private async Task<int> SubmitAsync(int pages)
    {
        var files = 0;
        for (var first = 0; first < pages; first += Stretch) files += await context.CallActivityAsync<int>(nameof(SubmitLane), new LanePages(input, first, Math.Min(Stretch, pages - first)), Tries.Default);
        return files;
    }

    private async Task WaitAsync(LanePlan plan)
    {
        for (var look = plan.FirstLook; (await PollAsync()).Open > 0;)
        {
            if (context.CurrentUtcDateTime >= plan.SpillAt.UtcDateTime)
            {
                await StopAsync(plan);
                return;
            }
            var next = context.CurrentUtcDateTime + look;
            await waits.ForTimeAsync(next < plan.SpillAt.UtcDateTime ? next : plan.SpillAt.UtcDateTime);
            look = look * Slower < plan.LongestLook ? look * Slower : plan.LongestLook;
        }
    }

    // A cancelled file takes a while to close; what it has brought is taken over then.
    private async Task StopAsync(LanePlan plan)
    {
        await context.CallActivityAsync(nameof(CancelLane), input, Tries.Default);
        var until = context.CurrentUtcDateTime + plan.Grace;
        while ((await PollAsync()).Open > 0 && context.CurrentUtcDateTime < until) await context.CreateTimer(context.CurrentUtcDateTime + (plan.FirstLook < Settling ? plan.FirstLook : Settling), CancellationToken.None);
    }

    private Task<LanePoll> PollAsync() => context.CallActivityAsync<LanePoll>(nameof(PollLane), input, Tries.Default);
}

internal sealed record LanePages(BatchInput Batch, int First, int Count);

/// <param name="Open">Files that are not taken over yet.</param>
internal sealed record LanePoll(int Open, int Answered, int Requests);
