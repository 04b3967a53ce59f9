namespace Aigc.Core.Text.Limiting;

/// <summary>
/// Lets calls of one model through as fast as its provider takes them, and no faster: requests and tokens a second under a hard ceiling, charged
/// with an estimate at admission and put right by what was really used; a refusal freezes the model for as long as the provider asked and
/// lowers the share of the ceiling that is used. Each process has its own: hosts that share a quota find their parts by their refusals.
/// </summary>
internal sealed class ModelLimiter : IDisposable
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly ModelCeiling _ceiling;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly RateBucket _requests;
    private readonly RateBucket? _tokens;
    private readonly AdaptiveShare _share = new();
    private readonly RecentGrants _recent = new();
    private readonly FairQueue<Waiter> _queue;
    private double _now;
    private double _frozenUntil;
    private double _shrunkAt = double.NegativeInfinity;
    private int _inFlight;

    /// <param name="weightOf">How much of the model a tenant gets beside the others.</param>
    public ModelLimiter(ModelCeiling ceiling, TimeProvider time, Func<string, double>? weightOf = null)
    {
        (_ceiling, _time, _start) = (ceiling, time, time.GetTimestamp());
        _requests = new(ceiling.RequestsPerMinute / 60.0);
        _tokens = ceiling.TokensPerMinute is { } tokens ? new(tokens / 60.0) : null;
        _queue = new(weightOf ?? (_ => 1));
        _timer = time.CreateTimer(_ => Under(Pump), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public LimiterState State
    {
        get
        {
            lock (_gate) return new(_share.Value, _inFlight, _queue.Count, TimeSpan.FromSeconds(Math.Max(0, _frozenUntil - _now)));
        }
    }

    /// <summary>Waits for the tenant's turn. The lease is given back when the call has ended.</summary>
    /// <param name="tokens">What the call may take at the most: prompt and longest answer.</param>
    /// <exception cref="TransientException">Too many wait already.</exception>
    public Task<ModelLease> AcquireAsync(string tenant, long tokens, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<ModelLease>(cancellationToken);
        var waiter = new Waiter(tokens);
        Under(() =>
        {
            if (_queue.Count >= MostWaiting) throw new TransientException("Too many calls wait for the model.", retryAfter: Unsaid) { NothingDone = true };
            waiter.Place = _queue.Add(tenant, ShareOf(tokens), waiter);
            Pump();
            if (!waiter.Granted.Task.IsCompleted) waiter.Giving = cancellationToken.UnsafeRegister(_ => Withdraw(waiter, cancellationToken), null);
        });
        return waiter.Granted.Task;
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Puts the estimate right.</summary>
    internal void Settle(long estimate, long used) => Under(() =>
    {
        _tokens?.GiveBack(estimate - used);
        Pump();
    });

    internal void Throttled(ModelLease lease, TimeSpan? retryAfter) => Under(() =>
    {
        _recent.TakeBack(_now, lease.GrantedAt, ShareOf(lease.Tokens));
        _tokens?.GiveBack(lease.Tokens);
        var freeze = retryAfter is { } asked ? (asked < LongestFreeze ? asked : LongestFreeze) : Unsaid;
        _frozenUntil = Math.Max(_frozenUntil, _now + freeze.TotalSeconds);
        // One overload is one lesson: what was let through before the share was lowered says nothing about the lower share.
        if (lease.GrantedAt <= _shrunkAt) return;
        _shrunkAt = _now;
        _share.Shrink(_recent.LastSecond(_now));
    });

    internal void Release() => Under(() =>
    {
        _inFlight--;
        Pump();
    });

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken) => Under(() =>
    {
        if (_queue.Remove(waiter.Place)) waiter.Granted.TrySetCanceled(cancellationToken);
    });

    private void Under(Action change)
    {
        lock (_gate)
        {
            var now = _time.GetElapsedTime(_start).TotalSeconds;
            var passed = now - _now;
            _now = now;
            _requests.Fill(passed, _share.Value);
            _tokens?.Fill(passed, _share.Value);
            if (_queue.Count > 0) _share.Grow(passed);
            change();
        }
    }

    private void Pump()
    {
        while (_inFlight < _ceiling.Concurrency && _now >= _frozenUntil && _requests.IsOpen && _tokens?.IsOpen != false && _queue.TryTake(out var waiter))
        {
            _inFlight++;
            _requests.Take(1);
            _tokens?.Take(waiter.Tokens);
            _recent.Add(_now, ShareOf(waiter.Tokens));
            // Not disposed: that would wait for a withdrawal that itself waits for this lock.
            waiter.Giving.Unregister();
            waiter.Granted.SetResult(new(this, waiter.Tokens, _now));
        }

        _requests.Trim(_share.Value);
        _tokens?.Trim(_share.Value);
        if (_queue.Count > 0 && _inFlight < _ceiling.Concurrency) _timer.Change(NextTurn(), Timeout.InfiniteTimeSpan);
    }

    // Timers count whole milliseconds and round down.
    private TimeSpan NextTurn()
    {
        var seconds = Math.Max(_frozenUntil - _now, Math.Max(_requests.SecondsUntilOpen(_share.Value), _tokens?.SecondsUntilOpen(_share.Value) ?? 0));
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(seconds * 1_000)));
    }

    // Of whichever of the two ceilings it takes more.
    private double ShareOf(long tokens) => Math.Max(1 / _requests.PerSecond, _tokens is { } bucket ? tokens / bucket.PerSecond : 0);

    private sealed class Waiter(long tokens)
    {
        public long Tokens => tokens;
        public FairQueue<Waiter>.Place Place { get; set; }

        /// <summary>Of giving up.</summary>
        public CancellationTokenRegistration Giving { get; set; }
        public TaskCompletionSource<ModelLease> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What the provider allows at the most.</summary>
/// <param name="TokensPerMinute">Null: no such limit.</param>
/// <param name="Concurrency">Calls under way at once.</param>
internal sealed record ModelCeiling(double RequestsPerMinute, double? TokensPerMinute = null, int Concurrency = int.MaxValue);

/// <param name="Share">Of the ceiling that is used, 0 to 1.</param>
/// <param name="Frozen">How long nothing is let through.</param>
internal sealed record LimiterState(double Share, int InFlight, int Waiting, TimeSpan Frozen);
