using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Aigc.Testing.Storage;

/// <summary>The storage emulator on free loopback ports, for the whole test run. Where it cannot start, the tests fail; they are never skipped.</summary>
public sealed class Azurite : IAsyncLifetime
{
    public const string Collection = "Azurite";
    private const string Package = "azurite@3.37.0";

    // The emulator's published account and key.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly int[] _ports = FreePorts(3);
    private Process? _process;

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint={BlobHost}{Account};QueueEndpoint=http://127.0.0.1:{_ports[1]}/{Account};TableEndpoint=http://127.0.0.1:{_ports[2]}/{Account};";

    public Uri BlobHost => new($"http://127.0.0.1:{_ports[0]}/");

    /// <summary>The emulator has its own clock: the few rules about time wait for it really.</summary>
    public static Task SecondPassesAsync() => Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System);

    public async Task InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var folder = Path.Combine(Root(), "artifacts", "azurite");
        var program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(program)) await RunAsync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder, Package], patience.Token);
        _process = Start("node",
        [
            program, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence",
            "--blobHost", "127.0.0.1", "--blobPort", $"{_ports[0]}", "--queueHost", "127.0.0.1", "--queuePort", $"{_ports[1]}", "--tableHost", "127.0.0.1", "--tablePort", $"{_ports[2]}",
        ]);
        foreach (var port in _ports) await ListeningAsync(port, patience.Token);
    }

    public async Task DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ListeningAsync(int port, CancellationToken patience)
    {
        while (true)
        {
            if (_process!.HasExited) throw new InvalidOperationException($"Azurite ended with code {_process.ExitCode}.");
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, patience);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience);
            }
        }
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken patience)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync(patience);
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{program}' ended with code {process.ExitCode}: Azurite could not be installed.");
    }

    private static Process Start(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)) ?? throw new InvalidOperationException($"'{program}' did not start.");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Aigc.Functions.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
        return folder.FullName;
    }

    // All are held open until the last is chosen, so that they differ.
    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
