using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Aigc.EndToEnd.Tests;

/// <summary>The product as a user starts it: its own process, on its own data folder. It can be killed and started again.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "aigc.dll");
    private readonly string _url = $"http://127.0.0.1:{FreePort()}";
    private Process? _process;

    public string Data { get; } = Directory.CreateTempSubdirectory("aigc-e2e-").FullName;

    /// <summary>Speaks as the bootstrap key of the local tenant.</summary>
    public HttpClient Http { get; private set; } = new();

    public static async Task<LocalProcess> ServeAsync()
    {
        var local = new LocalProcess();
        await local.StartAsync();
        return local;
    }

    public async Task StartAsync()
    {
        _process = Start(["serve", "--urls", _url, "--data", Data]);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => { if (line.Data?.Contains(_url, StringComparison.Ordinal) == true) ready.TrySetResult(); };
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The process ended before it was ready."));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Http = new() { BaseAddress = new(_url + "/api/v1/"), Timeout = TimeSpan.FromSeconds(100) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "api-key"))).Trim());
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs one command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, string.Concat(await output));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Start();
        process.StandardInput.Close();
        return process;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
