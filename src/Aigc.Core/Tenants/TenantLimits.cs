using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tenants;

/// <summary>Section <c>Aigc:Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Requests that a tenant may make at once after a pause. Default 200.</summary>
    [Range(1, 100_000)] public int Burst { get; set; } = 200;

    /// <summary>Requests a second that a tenant may keep up. Default 100.</summary>
    [Range(1, 100_000)] public int PerSecond { get; set; } = 100;

    /// <summary>Largest feed upload, in bytes, media included. Default 2 GiB.</summary>
    [Range(1, long.MaxValue)] public long MaxUploadBytes { get; set; } = 2L << 30;
}

/// <summary>A token bucket for each tenant.</summary>
public sealed class TenantLimits(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Null where the request may go on; else how long to wait.</summary>
    public TimeSpan? TryTake(string tenant)
    {
        var (burst, rate) = (options.Value.Burst, options.Value.PerSecond);
        var bucket = _buckets.GetOrAdd(tenant, _ => new Bucket { Tokens = burst, At = time.GetTimestamp() });
        lock (bucket)
        {
            bucket.Tokens = Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.At).TotalSeconds * rate));
            bucket.At = time.GetTimestamp();
            if (bucket.Tokens < 1) return TimeSpan.FromSeconds(Math.Max(1, (1 - bucket.Tokens) / rate));
            bucket.Tokens--;
            return null;
        }
    }

    private sealed class Bucket
    {
        public double Tokens;
        public long At;
    }
}
