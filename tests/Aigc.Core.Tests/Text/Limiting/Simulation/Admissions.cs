using Aigc.Core.Text.Limiting;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Text.Limiting.Simulation;

/// <param name="Tokens">Estimated at admission.</param>
/// <param name="Used">In the end.</param>
internal sealed record SimulatedCall(long Tokens, long Used, double Latency)
{
    public int Refusals { get; set; }
}

/// <summary>When a call is sent.</summary>
internal interface IAdmission
{
    void Ask(SimulatedCall call, double now);

    IEnumerable<SimulatedCall> Admitted(double now);

    void Done(SimulatedCall call, double now);

    /// <summary>The call is to be sent again.</summary>
    void Refused(SimulatedCall call, double now, double retryAfter);
}

/// <summary>The product's limiter, on the simulation's clock.</summary>
internal sealed class LimiterAdmission(FakeTimeProvider time) : IAdmission
{
    // Twice and more of what the provider allows at first: the ceiling is what was bought, not what is granted today.
    private readonly ModelLimiter _limiter = new(new(60 * LimiterSimulation.Requests * 2.5, 60 * LimiterSimulation.Tokens * 2.5), time);
    private readonly List<(SimulatedCall Call, Task<ModelLease> Lease)> _waiting = [];
    private readonly Dictionary<SimulatedCall, ModelLease> _leases = new(ReferenceEqualityComparer.Instance);

    public void Ask(SimulatedCall call, double now) => _waiting.Add((call, _limiter.AcquireAsync("acme", call.Tokens, CancellationToken.None)));

    public IEnumerable<SimulatedCall> Admitted(double now)
    {
        foreach (var (call, lease) in _waiting.Where(waiting => waiting.Lease.IsCompleted).ToList())
        {
            _leases[call] = lease.Result;
            yield return call;
        }
        _waiting.RemoveAll(waiting => waiting.Lease.IsCompleted);
    }

    public void Done(SimulatedCall call, double now)
    {
        _leases[call].Settle(call.Used);
        _leases[call].Dispose();
    }

    public void Refused(SimulatedCall call, double now, double retryAfter)
    {
        _leases[call].Throttled(TimeSpan.FromSeconds(retryAfter));
        _leases[call].Dispose();
        Ask(call, now);
    }
}

/// <summary>So many calls at once; each waits as it is told and tries again.</summary>
internal sealed class FixedConcurrency(int places) : IAdmission
{
    private readonly Queue<SimulatedCall> _waiting = new();
    private readonly List<(SimulatedCall Call, double At)> _again = [];
    private int _free = places;

    public void Ask(SimulatedCall call, double now) => _waiting.Enqueue(call);

    public IEnumerable<SimulatedCall> Admitted(double now)
    {
        var due = _again.Where(again => again.At <= now).ToList();
        _again.RemoveAll(again => again.At <= now);
        foreach (var (call, _) in due) yield return call;
        while (_free > 0 && _waiting.TryDequeue(out var next))
        {
            _free--;
            yield return next;
        }
    }

    public void Done(SimulatedCall call, double now) => _free++;

    public void Refused(SimulatedCall call, double now, double retryAfter) => _again.Add((call, now + retryAfter));
}

/// <summary>All at once; who is refused tries again after a pause that doubles, whatever it was told.</summary>
internal sealed class NaiveRetry : IAdmission
{
    private const double FirstPause = 0.5;
    private const double LongestPause = 30;
    private readonly Random _random = new(7);
    private readonly List<(SimulatedCall Call, double At)> _due = [];

    public void Ask(SimulatedCall call, double now) => _due.Add((call, now));

    public IEnumerable<SimulatedCall> Admitted(double now)
    {
        var due = _due.Where(call => call.At <= now).Select(call => call.Call).ToList();
        _due.RemoveAll(call => call.At <= now);
        return due;
    }

    public void Done(SimulatedCall call, double now)
    {
    }

    public void Refused(SimulatedCall call, double now, double retryAfter) =>
        _due.Add((call, now + (Math.Min(LongestPause, FirstPause * Math.Pow(2, call.Refusals)) * (0.5 + _random.NextDouble()))));
}
