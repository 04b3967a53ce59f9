using System.Diagnostics;
using Aigc.Runtime.Dispatch;
using Aigc.Runtime.Dispatch.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>A host that runs <see cref="ProbeFunctions"/> on a clock and a queue of the test.</summary>
internal sealed class DispatchHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private DispatchHost(WebApplication app, string folder, FakeTimeProvider time)
    {
        (_app, _folder, Time) = (app, folder, time);
        Http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public Probe Probe => _app.Services.GetRequiredService<Probe>();

    public FakeTimeProvider Time { get; }

    /// <param name="extensions">Content of <c>extensions</c> in host.json.</param>
    public static async Task<DispatchHost> StartAsync(string extensions = "{}", ITriggerQueue? queue = null, FakeTimeProvider? time = null, Action<IFunctionsWorkerApplicationBuilder>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("dispatch-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), $$"""{ "version": "2.0", "extensions": {{extensions}} }""");
        time ??= At(0, 0);
        queue ??= new FakeQueue();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<ITriggerQueue>(queue).AddSingleton<Probe>();
        builder.Services.AddFunctions(configure ?? (_ => { }), new([typeof(ProbeFunctions).Assembly], Path.Combine(folder, "host.json")) { FunctionKeys = ["the-key"], AdminKeys = ["the-admin"], AlwaysAnswered = ["alive"] });
        var app = builder.Build();
        app.MapFunctions();
        await app.StartAsync();
        return new(app, folder, time);
    }

    /// <summary>A clock that starts on the first of March 2026, in UTC.</summary>
    public static FakeTimeProvider At(int hour, int minute, int second = 0) => new(new(2026, 3, 1, hour, minute, second, TimeSpan.Zero));

    /// <summary>Lets time pass step by step until something is so. The host works on threads of its own, so each step leaves it a moment of real time.</summary>
    public async Task PassTimeUntilAsync(Func<bool> condition, TimeSpan step)
    {
        for (var begun = Stopwatch.GetTimestamp(); !condition() && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60);)
        {
            Time.Advance(step);
            await Settling.WaitAsync();
        }
        Assert.True(condition(), "It did not happen in that time.");
    }

    /// <param name="patience">Cancelled: whatever is still at work then is cancelled, too.</param>
    public Task StopAsync(CancellationToken patience = default) => _app.StopAsync(patience);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Probe.Go(1_000);
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
