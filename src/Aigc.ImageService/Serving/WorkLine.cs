using Aigc.ImageService.Decoding;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Serving;

/// <summary>
/// As many requests at once as there are slots, a short line behind them, and a bound on the bytes that the line holds; of both no key has more
/// than its share. Who finds it full is sent away at once, with the time after which a place should be free.
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
    private readonly Load _most;
    private readonly Load _mostPerKey;
    private readonly Dictionary<int, Load> _byKey = [];
    private Load _held;
    private double _seconds = 0.5;

    public WorkLine(IOptions<ServingOptions> options, ServingMetrics metrics, TimeProvider time)
    {
        (_metrics, _time) = (metrics, time);
        _atOnce = options.Value.Slots;
        _slots = new(_atOnce);
        _most = new(_atOnce + options.Value.Waiting, options.Value.BodyMegabytes * 1024L * 1024);
        _mostPerKey = new(Math.Max(1, (int)(_most.Places * options.Value.KeyShare)), (long)(_most.Bytes * options.Value.KeyShare));
        metrics.Watch(() => Inside);
    }

    /// <summary>When the line should have moved on to its end: service time × requests inside ÷ slots, 1 to 60 s.</summary>
    public TimeSpan RetryAfter
    {
        get { lock (_gate) return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_seconds * _held.Places / _atOnce), 1, 60)); }
    }

    private int Inside
    {
        get { lock (_gate) return _held.Places; }
    }

    /// <param name="op">Name of the operation, for the metrics.</param>
    /// <param name="key">Number of the caller's key.</param>
    /// <param name="bytes">The most that the body may have.</param>
    /// <exception cref="ImageProblemException"><c>rate-limited</c> 429: the key has its share of the line; <c>queue-full</c> 503: the line is full.</exception>
    public Place Enter(string op, int key, long bytes)
    {
        Take(op, key, new(1, bytes));
        return new(this, op, key, bytes);
    }

    private void Take(string op, int key, Load more)
    {
        var problem = TryTake(key, more);
        if (problem is null) return;
        _metrics.Refused(op, problem.Code);
        throw problem;
    }

    private ImageProblemException? TryTake(int key, Load more)
    {
        lock (_gate)
        {
            var ofKey = _byKey.GetValueOrDefault(key) + more;
            if (!(_held + more).IsWithin(_most)) return new("queue-full", "The line is full; come back later.", StatusCodes.Status503ServiceUnavailable);
            if (!ofKey.IsWithin(_mostPerKey)) return new("rate-limited", "This key has its share of the line; come back later.", StatusCodes.Status429TooManyRequests);
            (_held, _byKey[key]) = (_held + more, ofKey);
            return null;
        }
    }

    private void Give(int key, Load less)
    {
        lock (_gate) (_held, _byKey[key]) = (_held - less, _byKey[key] - less);
    }

    private void Leave(TimeSpan worked)
    {
        _slots.Release();
        lock (_gate) _seconds += Newest * (worked.TotalSeconds - _seconds);
    }

    private readonly record struct Load(int Places, long Bytes)
    {
        public bool IsWithin(Load most) => Places <= most.Places && Bytes <= most.Bytes;

        public static Load operator +(Load left, Load right) => new(left.Places + right.Places, left.Bytes + right.Bytes);

        public static Load operator -(Load left, Load right) => new(left.Places - right.Places, left.Bytes - right.Bytes);
    }

    /// <summary>A place in the line; left by disposing, once.</summary>
    internal sealed class Place(WorkLine line, string op, int key, long bytes) : IDisposable
    {
        private readonly long _entered = line._time.GetTimestamp();
        private long _bytes = bytes;
        private long? _started;
        private bool _hasSlot;

        /// <summary>Time from entering the line to the start of the work.</summary>
        public TimeSpan Waited => _started is { } started ? line._time.GetElapsedTime(_entered, started) : TimeSpan.Zero;

        /// <summary>How the work ended: <see cref="ServingMetrics.Succeeded"/>, or the code of a problem; null: nobody knows, and nothing is counted.</summary>
        public string? Outcome { get; set; }

        /// <summary>Holds more bytes than the body: room for what is brought in.</summary>
        /// <exception cref="ImageProblemException">As for entering.</exception>
        public void Hold(long more)
        {
            line.Take(op, key, new(0, more));
            _bytes += more;
        }

        /// <summary>Holds so many bytes from now on: the room that was not needed is given back.</summary>
        /// <param name="needed">No more than it holds.</param>
        public void Keep(long needed)
        {
            line.Give(key, new(0, _bytes - needed));
            _bytes = needed;
        }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await line._slots.WaitAsync(cancellationToken);
            _hasSlot = true;
            StartAside();
        }

        /// <summary>Begins work that needs no slot.</summary>
        public void StartAside() => _started = line._time.GetTimestamp();

        public void Dispose()
        {
            line.Give(key, new(1, _bytes));
            if (_started is not { } started) return;
            var worked = line._time.GetElapsedTime(started);
            if (_hasSlot) line.Leave(worked);
            if (Outcome is { } outcome) line._metrics.Finished(op, outcome, Waited, worked);
        }
    }
}
