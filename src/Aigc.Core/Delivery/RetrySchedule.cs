namespace Aigc.Core.Delivery;

/// <summary>When a call that failed is made again: the schedule that Standard Webhooks 1.0 recommends, with up to a tenth of jitter added.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    public static int Attempts => Waits.Length;

    /// <summary>The wait after so many calls; null where the schedule ends.</summary>
    /// <param name="retryAfter">What the other side asked for: never sooner than that, but no longer than a day.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan? After(int attempts, TimeSpan? retryAfter, double jitter)
    {
        if (attempts >= Waits.Length) return null;
        var wait = Waits[attempts] * (1 + jitter / 10);
        var asked = retryAfter > LongestRetryAfter ? LongestRetryAfter : retryAfter ?? TimeSpan.Zero;
        return asked > wait ? asked : wait;
    }
}
