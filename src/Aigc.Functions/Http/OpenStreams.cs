namespace Aigc.Functions.Http;

/// <summary>Counts the event streams that are open on this instance. Streams outlive requests, so that they have a limit of their own: one tenant's tabs do not keep another's out.</summary>
public sealed class OpenStreams
{
    /// <summary>Streams of one tenant at a time.</summary>
    public const int PerTenant = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <returns>Null where the tenant has enough; else to be disposed when the stream ends.</returns>
    public IDisposable? Open(string tenant)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(tenant);
            if (open >= PerTenant) return null;
            _open[tenant] = open + 1;
            return new Stream(this, tenant);
        }
    }

    private void Close(string tenant)
    {
        lock (_gate)
        {
            if (--_open[tenant] == 0) _open.Remove(tenant);
        }
    }

    private sealed class Stream(OpenStreams streams, string tenant) : IDisposable
    {
        public void Dispose() => streams.Close(tenant);
    }
}
