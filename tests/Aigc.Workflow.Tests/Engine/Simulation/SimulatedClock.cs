namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>Time that stands still until somebody moves it. Timers count elapsed time, as those of a machine do, whatever the wall clock is set to.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly List<SimulatedTimer> _timers = [];
    private long _elapsed;
    private long _made;
    private DateTimeOffset _origin = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _origin.AddTicks(_elapsed);

    public override long GetTimestamp() => _elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state, _made++);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer and fires it; false where there is none.</summary>
    public bool AdvanceToNext()
    {
        if (_timers.Count == 0) return false;
        Advance(TimeSpan.FromTicks(Math.Max(0, _timers.Min(timer => timer.Due) - _elapsed)));
        return true;
    }

    public void Advance(TimeSpan by)
    {
        _elapsed += by.Ticks;
        while (_timers.Where(timer => timer.Due <= _elapsed).OrderBy(timer => timer.Due).ThenBy(timer => timer.Number).FirstOrDefault() is { } due)
        {
            _timers.Remove(due);
            due.Fire();
        }
    }

    /// <summary>Sets the wall clock; elapsed time goes on as it did.</summary>
    public void Jump(TimeSpan by) => _origin += by;

    /// <summary>The process that had set them is gone.</summary>
    public void DropTimers() => _timers.Clear();

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state, long number) : ITimer
    {
        public long Due { get; private set; }

        public long Number => number;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            Due = clock._elapsed + dueTime.Ticks;
            clock._timers.Add(this);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
