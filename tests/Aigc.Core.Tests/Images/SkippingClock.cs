using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Images;

/// <summary>Time stands still, but for pauses of the lengths that the test knows: each is over at once.</summary>
internal sealed class SkippingClock(params int[] seconds) : FakeTimeProvider
{
    /// <summary>The pauses that were skipped, in seconds.</summary>
    public List<double> Skipped { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (!seconds.Contains((int)dueTime.TotalSeconds)) return timer;
        Skipped.Add(dueTime.TotalSeconds);
        // Not from here: whoever makes a timer has not stored it yet.
        _ = Task.Run(() => Advance(dueTime));
        return timer;
    }
}
