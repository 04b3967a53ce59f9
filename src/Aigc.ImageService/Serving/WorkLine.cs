using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Serving;

/// <summary>
/// As many requests at once as there are slots, a short line behind them, and a bound on the bytes that the line holds. Who finds it full is
/// sent away at once, with the time after which a place should be free.
/// </summary>
internal sealed class WorkLine
{
    // Weight of the newest service time: the last dozen requests decide.
    private const double Newest = 0.15;
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ServingMetrics _metrics;
    private readonly SemaphoreSlim _slots;
    private readonly int _atOnce;
    private readonly int _places;
    private readonly long _bytes;
    private int _inside;
    private long _held;
    private double _seconds = 0.5;

    public WorkLine(IOptions<ServingOptions> options, ServingMetrics metrics, TimeProvider time)
    {
        (_metrics, _time) = (metrics, time);
        _atOnce = options.Value.Slots;
        _slots = new(_atOnce);
        _places = _atOnce + options.Value.Waiting;
        _bytes = options.Value.BodyMegabytes * 1024L * 1024;
        metrics.Watch(() => Volatile.Read(ref _inside));
    }

    /// <summary>When the line should have moved on to its end: service time × requests inside ÷ slots, 1 to 60 s.</summary>
    public TimeSpan RetryAfter
    {
        get { lock (_gate) return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_seconds * _inside / _atOnce), 1, 60)); }
    }

    /// <param name="op">Name of the operation, for the metrics.</param>
    /// <param name="bytes">The most that the body may have.</param>
    /// <returns>Null where the line is full.</returns>
    public Place? TryEnter(string op, long bytes)
    {
        lock (_gate)
        {
            if (_inside < _places && _held + bytes <= _bytes)
            {
                _inside++;
                _held += bytes;
                return new(this, op, bytes);
            }
        }
        _metrics.Refused(op);
        return null;
    }

    private void Leave(long bytes, TimeSpan? worked)
    {
        if (worked is not null) _slots.Release();
        lock (_gate)
        {
            _inside--;
            _held -= bytes;
            if (worked is { } spent) _seconds += Newest * (spent.TotalSeconds - _seconds);
        }
    }

    /// <summary>A place in the line; left by disposing, once.</summary>
    internal sealed class Place(WorkLine line, string op, long bytes) : IDisposable
    {
        private readonly long _entered = line._time.GetTimestamp();
        private long? _started;

        /// <summary>Time from entering the line to the start of the work.</summary>
        public TimeSpan Waited => _started is { } started ? line._time.GetElapsedTime(_entered, started) : TimeSpan.Zero;

        /// <summary>How the work ended: <c>succeeded</c>, or the code of a problem.</summary>
        public string Outcome { get; set; } = "succeeded";

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await line._slots.WaitAsync(cancellationToken);
            _started = line._time.GetTimestamp();
        }

        public void Dispose()
        {
            TimeSpan? worked = _started is { } started ? line._time.GetElapsedTime(started) : null;
            line.Leave(bytes, worked);
            if (worked is { } spent) line._metrics.Finished(op, Outcome, Waited, spent);
        }
    }
}
