using System.Threading.RateLimiting;

namespace Aigc.Runtime.Dispatch.Http;

/// <summary>The HTTP limits of host.json: so many requests run, so many wait, the rest is told to come back.</summary>
internal sealed class RequestGate(HostJson host) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(Limits(host.Http));

    /// <summary>A lease to be held while the request runs; one that is not acquired means 429. Null where the caller went away while it waited.</summary>
    public async ValueTask<RateLimitLease?> EnterAsync(CancellationToken gone)
    {
        try
        {
            return await _limiter.AcquireAsync(1, gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static ConcurrencyLimiterOptions Limits(HttpLimits http)
    {
        var running = http.MaxConcurrentRequests < 1 ? int.MaxValue : http.MaxConcurrentRequests;
        var all = http.MaxOutstandingRequests < 1 ? int.MaxValue : http.MaxOutstandingRequests;
        return new() { PermitLimit = Math.Min(running, all), QueueLimit = Math.Max(0, all - running), QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
    }
}
