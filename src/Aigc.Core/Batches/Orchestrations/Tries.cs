using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// Activities retry their items themselves, by type of failure; what reaches the orchestrator is a broken host or store, so a few
/// spaced tries of the whole activity are right. A problem of the request itself is not tried again.
/// </summary>
internal static class Tries
{
    public static readonly TaskOptions Default = TaskOptions.FromRetryHandler(async retry =>
    {
        if (retry.LastAttemptNumber >= 5 || retry.LastFailure.IsCausedBy<ProblemException>() || IsNamed(retry.LastFailure)) return false;
        await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(1 << retry.LastAttemptNumber), CancellationToken.None);
        return true;
    });

    /// <summary>The message of the innermost failure: what a person needs to know.</summary>
    public static string RootCause(TaskFailureDetails failure)
    {
        while (failure.InnerFailure is { } inner) failure = inner;
        return failure.ErrorMessage;
    }

    // A failure can arrive wrapped, or as a name only: look down the chain.
    private static bool IsNamed(TaskFailureDetails? failure)
    {
        for (; failure is not null; failure = failure.InnerFailure)
            if (failure.ErrorType == typeof(ProblemException).FullName) return true;
        return false;
    }
}
