namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>Real time for what a step of the test clock sets off: hosts work on threads of their own, and a clock that ran on meanwhile would leave them behind on a busy machine.</summary>
internal static class Settling
{
    private const int Looks = 3;
    private const int Patience = 40;

    /// <summary>Until nothing was queued at several looks in a row.</summary>
    public static async Task WaitAsync()
    {
        for (var (quiet, looks) = (0, 0); quiet < Looks && looks < Patience; looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            quiet = ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
        }
    }
}
