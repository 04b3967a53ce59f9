using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Aigc.Net;

/// <summary>
/// Keeps requests whose address others name inside the public internet. The check is made where the socket connects and on the very address that it connects to,
/// so that a name which answers differently the second time gains nothing.
/// </summary>
public sealed class SsrfGuard(IHostResolver resolver, IOptions<NetworkOptions> options)
{
    /// <summary>Name of the guarded <see cref="HttpClient"/>. It follows no redirects, uses no proxy and keeps no cookies.</summary>
    public const string ClientName = "guarded";

    /// <exception cref="BlockedException">The URL is no plain http(s) URL, or names a port that is not allowed.</exception>
    public void Check(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")) throw new BlockedException("only http and https addresses are fetched");
        if (url.UserInfo.Length > 0) throw new BlockedException("an address must not carry a user name or password");
        if (!options.Value.AllowedPorts.Contains(url.Port) && !IsAllowedPrivate(url.IdnHost, url.Port)) throw new BlockedException($"port {url.Port} is not allowed");
    }

    internal SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(options.Value.ConnectSeconds),
        MaxResponseHeadersLength = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    private async Task<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host.Trim('[', ']'), out var literal) ? [literal] : await resolver.ResolveAsync(host.Host, cancellationToken);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        // One private address among public ones is an attempt as well.
        if (!IsAllowedPrivate(host.Host, host.Port) && !addresses.All(PublicAddress.Is)) throw new BlockedException("the host is not on the public internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowedPrivate(string host, int port) =>
        options.Value.AllowedPrivateHosts.Contains(string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"), StringComparer.OrdinalIgnoreCase);
}
