namespace Aigc.Runtime.Engine;

/// <summary>A timer that is armed. A null message wakes the instance: its start time has come.</summary>
internal sealed record ArmedTimer(string InstanceId, Message? Message);

/// <summary>All armed timers in one heap behind one clock timer, which is set to the earliest of them.</summary>
internal sealed class DurableTimers : IDisposable
{
    // A clock timer counts elapsed time: it is set again at least this often, so that a wall clock that was set forward is noticed.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly PriorityQueue<ArmedTimer, long> _armed = new();
    private readonly TimeProvider _time;
    private readonly Action<ArmedTimer, long> _fire;
    private readonly ITimer _clock;
    private bool _disposed;

    public DurableTimers(TimeProvider time, Action<ArmedTimer, long> fire)
    {
        _time = time;
        _fire = fire;
        _clock = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm(string instanceId, long dueTicks, Message? message)
    {
        lock (_lock)
        {
            if (_disposed) return;
            _armed.Enqueue(new(instanceId, message), dueTicks);
            if (_armed.TryPeek(out _, out var earliest) && earliest == dueTicks) SetClock(dueTicks);
        }
    }

    public void Dispose()
    {
        lock (_lock) _disposed = true;
        _clock.Dispose();
    }

    private void FireDue()
    {
        var due = new List<(ArmedTimer Timer, long At)>();
        lock (_lock)
        {
            if (_disposed) return;
            var now = _time.GetUtcNow().UtcTicks;
            while (_armed.TryPeek(out var timer, out var at) && at <= now)
            {
                _armed.Dequeue();
                due.Add((timer, at));
            }
            if (_armed.TryPeek(out _, out var next)) SetClock(next);
        }
        foreach (var (timer, at) in due) _fire(timer, at);
    }

    // Rounded up to the millisecond that clocks count in, so that it does not fire early and find nothing due.
    private void SetClock(long dueTicks)
    {
        var wait = TimeSpan.FromTicks(Math.Max(0, dueTicks - _time.GetUtcNow().UtcTicks));
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _clock.Change(wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
    }
}
