using System.Net;

namespace Aigc.Net;

/// <summary>The name service.</summary>
public interface IHostResolver
{
    /// <summary>All addresses of a host name; empty or a <see cref="System.Net.Sockets.SocketException"/> where there is none.</summary>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

internal sealed class SystemHostResolver : IHostResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
