using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aigc.Core.Tests.Net;

/// <summary>A loopback listener that counts connections and answers all alike.</summary>
internal sealed class CanaryServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _connections;

    public CanaryServer(string headers, byte[] body, bool endless = false)
    {
        _listener.Start();
        _serving = ServeAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {headers}\r\nConnection: close\r\n\r\n"), body, endless);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(byte[] head, byte[] body, bool endless)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _connections);
            var stream = client.GetStream();
            try
            {
                await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _stop.Token);
                await stream.WriteAsync(head, _stop.Token);
                do await stream.WriteAsync(body, _stop.Token);
                while (endless);
            }
            catch (IOException)
            {
                // The other side hung up, as it should on an endless body.
            }
        }
    }
}
