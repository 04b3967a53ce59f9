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
            for (var pass = 0; pass < plan.Passes; pass++)
            {
                if (plan.SpillOf(pass, context.CurrentUtcDateTime) is not { } spillAt) return;
                if (await SubmitAsync(pages, pass) > 0 && !await WaitAsync(plan, spillAt)) return;
            }
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

    private async Task<int> SubmitAsync(int pages, int pass)
    {
        var files = 0;
        for (var first = 0; first < pages; first += Stretch) files += await context.CallActivityAsync<int>(nameof(SubmitLane), new LanePages(input, first, Math.Min(Stretch, pages - first), pass), Tries.Default);
        return files;
    }

    /// <returns>All has come; false: the time is over, and what has come until then is taken over.</returns>
    private async Task<bool> WaitAsync(LanePlan plan, DateTimeOffset spillAt)
    {
        for (var look = plan.FirstLook; (await PollAsync()).Open > 0;)
        {
            if (context.CurrentUtcDateTime >= spillAt.UtcDateTime)
            {
                await StopAsync(plan);
                return false;
            }
            var next = context.CurrentUtcDateTime + look;
            await waits.ForTimeAsync(next < spillAt.UtcDateTime ? next : spillAt.UtcDateTime);
            look = look * Slower < plan.LongestLook ? look * Slower : plan.LongestLook;
        }
        return true;
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

/// <param name="Pass">How often these pages were handed in before: the words of a translation come from the pass before.</param>
internal sealed record LanePages(BatchInput Batch, int First, int Count, int Pass = 0)
{
    // Numbers of files, of which no pass over a stretch has as many.
    private const int FilesOfPage = 1_000;
    private const int FilesOfPass = 10_000;

    public int FirstFileOfStretch => First * FilesOfPage;

    public int FirstFile => FirstFileOfStretch + (Pass * FilesOfPass);
}

/// <param name="Open">Files that are not taken over yet.</param>
internal sealed record LanePoll(int Open, int Answered, int Requests);
