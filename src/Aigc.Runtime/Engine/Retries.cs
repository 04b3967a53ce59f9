using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>Retry policies and handlers, made of durable timers only.</summary>
internal static class Retries
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions retry, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure)
            {
                if (retry.Policy is { } policy && NextDelay(policy, failure, number, context.CurrentUtcDateTime - began) is { } delay) await context.CreateTimer(delay, CancellationToken.None);
                else if (retry.Handler is not { } handler || !await handler(new(context, number, failure.FailureDetails, context.CurrentUtcDateTime - began, CancellationToken.None))) throw;
            }
        }
    }

    private static TimeSpan? NextDelay(RetryPolicy policy, TaskFailedException failure, int number, TimeSpan elapsed)
    {
        if (number >= policy.MaxNumberOfAttempts || !policy.Handle(failure)) return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout) return null;
        var delay = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, number - 1);
        return TimeSpan.FromMilliseconds(Math.Min(delay, policy.MaxRetryInterval.TotalMilliseconds));
    }
}
