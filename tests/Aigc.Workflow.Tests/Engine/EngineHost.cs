using Aigc.Runtime;
using Aigc.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>An engine on a file of its own, with a clock that the test moves.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("aigc-engine-").FullName;
    private readonly Action<DurableTaskRegistry> _tasks;
    private readonly Action<EngineOptions> _configure;
    private readonly EngineSeams _seams;
    private readonly List<IHost> _others = [];
    private IHost? _host;

    private EngineHost(Action<DurableTaskRegistry> tasks, Action<EngineOptions> configure, EngineSeams seams)
    {
        _tasks = tasks;
        _seams = seams;
        _configure = configure;
    }

    public WatchedClock Time { get; } = new(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero));
    public List<string> Logged { get; } = [];

    /// <summary>The version of instances that the next start of the host gives to those that are started without one.</summary>
    public string DefaultVersion { get; set; } = "";
    public string Database => Path.Combine(_folder, "runtime.db");
    public DurableTaskClient Client => _host!.Services.GetRequiredService<DurableTaskClient>();
    public IServiceProvider Services => _host!.Services;
    public DurableEngine Engine => _host!.Services.GetRequiredService<DurableEngine>();

    public static async Task<EngineHost> StartAsync(Action<DurableTaskRegistry> tasks, Action<EngineOptions>? configure = null, Action<WriteBoundary>? atBoundary = null)
    {
        var host = new EngineHost(tasks, configure ?? (_ => { }), new EngineSeams { AtBoundary = atBoundary ?? (_ => { }) });
        await host.StartAsync();
        return host;
    }

    public async Task StartAsync(Action<DurableTaskRegistry>? tasks = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(logging => logging.AddProvider(new Recorder(Logged)));
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton(_seams).Configure<DurableTaskClientOptions>(client => client.DefaultVersion = DefaultVersion);
        builder.Services.AddDurableEngine(options => { (options.DatabasePath, options.ReplayAfterEveryEpisode) = (Database, Replaying.IsOn); _configure(options); }, tasks ?? _tasks);
        _host = builder.Build();
        await _host.StartAsync();
    }

    /// <summary>Set when the host wants to stop.</summary>
    public CancellationToken Stopping => _host!.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>A second host on the same file, while the first still believes that it owns it.</summary>
    public async Task TakeOverAsync()
    {
        var older = _host!;
        await StartAsync();
        _others.Add(older);
    }

    /// <summary>Ends as a crash does: nothing is waited for.</summary>
    public async Task CrashAsync()
    {
        await _host!.StopAsync(new CancellationToken(canceled: true));
        _host.Dispose();
    }

    public async Task RestartAsync(Action<DurableTaskRegistry>? tasks = null)
    {
        await CrashAsync();
        await StartAsync(tasks);
    }

    public Task<string> StartNewAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, id is null ? null : new StartOrchestrationOptions(id));

    public async Task<OrchestrationMetadata> EndAsync(string id) => await Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(Patience);

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) => await EndAsync(await StartNewAsync(name, input));

    public async Task<T?> ResultAsync<T>(string name, object? input = null)
    {
        var end = await RunAsync(name, input);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.RuntimeStatus}: {end.FailureDetails}");
        return end.ReadOutputAs<T>();
    }

    /// <summary>Waits until an instance that somebody else starts is there.</summary>
    public async Task ExistsAsync(string id)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await Client.GetInstanceAsync(id) is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"'{id}' was never started.");
            await Task.Yield();
        }
    }

    /// <summary>Moves the clock step by step until the instance has ended; each step only when the engine waits for the clock alone.</summary>
    public async Task<OrchestrationMetadata> EndAsync(string id, TimeSpan step)
    {
        var end = Client.WaitForInstanceCompletionAsync(id, true);
        var begun = TimeProvider.System.GetTimestamp();
        while (!end.IsCompleted && TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            if (Time.IsWaitedFor) Time.Advance(step);
            else await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }
        return await end.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _others.Append(_host!))
        {
            await host.StopAsync(new CancellationToken(canceled: true));
            host.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Recorder(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }
    }
}
