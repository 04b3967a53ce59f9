using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aigc.Functions.Http;

/// <summary>
/// Counts the event streams that are open on this instance. Streams outlive requests, so that they have limits of their own: one tenant's
/// tabs do not keep another's out.
/// </summary>
public sealed class OpenStreams(IOptions<StreamOptions> options, IHostApplicationLifetime host, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <returns>Null where the tenant, or this instance, has enough; else to be disposed when the stream ends.</returns>
    public OpenStream? Open(string tenant)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(tenant);
            if (open >= options.Value.PerTenant || _all >= options.Value.All) return null;
            (_open[tenant], _all) = (open + 1, _all + 1);
        }

        return new(() => Close(tenant), time, options.Value.Longest, host.ApplicationStopping);
    }

    private void Close(string tenant)
    {
        lock (_gate)
        {
            _all--;
            if (--_open[tenant] == 0) _open.Remove(tenant);
        }
    }
}
