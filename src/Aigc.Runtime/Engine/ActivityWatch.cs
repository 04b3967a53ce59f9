namespace Aigc.Runtime.Engine;

/// <summary>
/// Gives up on activities that do not return. It counts real time, whatever the clock of the workflows says, and looks on from outside, so that one
/// that blocks its thread is found as well.
/// </summary>
internal sealed class ActivityWatch : IDisposable
{
    private static readonly TimeSpan MostOften = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostSeldom = TimeSpan.FromMinutes(1);
    private readonly TimeSpan _limit;
    private readonly Action<FairQueue<ActivityWork>.Turn> _giveUp;
    private readonly Lock _lock = new();
    private readonly Dictionary<ActivityWork, (FairQueue<ActivityWork>.Turn Turn, long Began)> _running = new(ReferenceEqualityComparer.Instance);
    private readonly ITimer? _timer;

    public ActivityWatch(TimeSpan limit, Action<FairQueue<ActivityWork>.Turn> giveUp)
    {
        (_limit, _giveUp) = (limit, giveUp);
        if (limit == Timeout.InfiniteTimeSpan) return;
        var period = TimeSpan.FromTicks(Math.Clamp(limit.Ticks / 10, MostOften.Ticks, MostSeldom.Ticks));
        _timer = TimeProvider.System.CreateTimer(_ => Look(), null, period, period);
    }

    public void Begin(FairQueue<ActivityWork>.Turn turn)
    {
        lock (_lock) _running[turn.Item] = (turn, TimeProvider.System.GetTimestamp());
    }

    /// <summary>False where it comes too late: it has been given up, and its turn is somebody else's.</summary>
    public bool End(FairQueue<ActivityWork>.Turn turn)
    {
        lock (_lock) return _running.Remove(turn.Item);
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        List<FairQueue<ActivityWork>.Turn> late;
        lock (_lock)
        {
            late = [.. _running.Values.Where(running => TimeProvider.System.GetElapsedTime(running.Began) >= _limit).Select(running => running.Turn)];
            late.ForEach(turn => _running.Remove(turn.Item));
        }
        late.ForEach(_giveUp);
    }
}
