using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>Whatever goes wrong ends in a failure that says so: nothing hangs.</summary>
public sealed class PoisonTests
{
    [Fact]
    public async Task An_output_that_cannot_be_written_fails_the_orchestration()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, Endless>("Endless", (_, _) => Task.FromResult(new Endless())));

        var end = await host.RunAsync("Endless", "");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("JsonException", end.FailureDetails!.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_fails_the_wait()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Wait", async (context, _) => (await context.WaitForExternalEvent<IDisposable>("e")).ToString()!));
        var id = await host.StartNewAsync("Wait", "");

        await host.Client.RaiseEventAsync(id, "e", new { Anything = 1 });

        Assert.Contains("NotSupportedException", (await host.EndAsync(id)).FailureDetails!.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_cannot_be_made_fails_and_says_why()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestrator("Unmade", () => throw new InvalidOperationException("made wrong")));

        Assert.Equal("made wrong", (await host.RunAsync("Unmade", "")).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task An_event_for_an_engine_that_was_fenced_off_is_refused()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("e")));
        var id = await host.StartNewAsync("Wait", "");
        await host.Client.WaitForInstanceStartAsync(id);
        var older = host.Client;
        await host.TakeOverAsync();

        await Assert.ThrowsAsync<Runtime.Engine.FencedException>(() => older.RaiseEventAsync(id, "e", "x").WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task An_event_for_an_engine_that_was_stopped_is_refused()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("e")));
        var id = await host.StartNewAsync("Wait", "");
        await host.Client.WaitForInstanceStartAsync(id);

        await host.Engine.StopAsync(CancellationToken.None);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.Client.RaiseEventAsync(id, "e", "x").WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private sealed record Endless
    {
        public Endless Itself => this;
    }
}
