using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>A clock that the test moves, and that knows whether anybody waits for it: whoever has work to do first sets no timer.</summary>
internal sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<WatchedTimer, DateTimeOffset> _due = [];

    /// <summary>There is a timer that time alone will end.</summary>
    public bool IsWaitedFor => _due.Values.Any(due => due > GetUtcNow());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        timer.Inner = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class WatchedTimer(WatchedClock clock) : ITimer
    {
        public ITimer? Inner { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan) clock._due.TryRemove(this, out _);
            else clock._due[this] = clock.GetUtcNow() + dueTime;
            return Inner!.Change(dueTime, period);
        }

        public void Dispose()
        {
            clock._due.TryRemove(this, out _);
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
