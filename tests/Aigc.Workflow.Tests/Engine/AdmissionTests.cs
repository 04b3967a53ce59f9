using Aigc.Runtime;
using Aigc.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Engine;

public sealed class AdmissionTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Starts_are_refused_while_too_many_activities_wait_and_taken_again_once_there_is_room()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => (options.MaxConcurrentActivities, options.MaxReadyActivities) = (1, 3));
        var first = await host.StartNewAsync("Fan", 10);
        await WaitingAsync(host, activities: 9);

        var refused = await Assert.ThrowsAsync<EngineOverloadedException>(() => host.StartNewAsync("Fan", 1, "refused"));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("activities", refused.Message, StringComparison.Ordinal);
        Assert.Null(await host.Client.GetInstanceAsync("refused"));

        _gate.SetResult();
        await host.EndAsync(first);
        Assert.Equal(1, await host.ResultAsync<int>("Fan", 1));
    }

    [Fact]
    public async Task What_is_under_way_is_not_refused_its_children_and_events()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => (options.MaxConcurrentActivities, options.MaxReadyActivities) = (1, 1));
        var parent = await host.StartNewAsync("Parent", 0);
        await host.StartNewAsync("Fan", 5);
        await WaitingAsync(host, activities: 4);

        await host.Client.RaiseEventAsync(parent, "go", 3);
        await host.ExistsAsync("child");

        await Assert.ThrowsAsync<EngineOverloadedException>(() => host.StartNewAsync("Fan", 1));
        _gate.SetResult();
        Assert.Equal(3, (await host.EndAsync(parent)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Starts_are_refused_while_too_many_bytes_wait_to_be_written()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.MaxUncommittedBytes = 1_000_000);
        var load = host.Services.GetRequiredService<EngineLoad>();
        var unit = new CommitUnit(null) { Rows = [new(EventKind.EventRaised, -1, "large", 0, new string('x', 1_000_000))] }.Weighed();

        load.Queued(unit);
        await Assert.ThrowsAsync<EngineOverloadedException>(() => host.StartNewAsync("Fan", 1));

        load.Settled(unit);
        Assert.Equal(1, await FanAsync(host));
    }

    [Fact]
    public async Task Starts_are_refused_while_a_reader_holds_too_much_of_the_log_back_and_taken_again_when_it_lets_go()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.MaxHeldBackBytes = 1_000_000);
        var reader = host.Engine.Reader.Snapshot();

        await Assert.ThrowsAsync<EngineOverloadedException>(async () =>
        {
            for (var i = 0; i < 2_000; i++) await host.StartNewAsync("Large", new string('x', 30_000));
        });

        reader.Dispose();
        await AdmittedAsync(host);
        Assert.Equal(1, await FanAsync(host));
    }

    private static async Task AdmittedAsync(EngineHost host)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await Record.ExceptionAsync(() => host.StartNewAsync("Large", "")) is EngineOverloadedException)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "Nothing is ever taken again.");
            await Task.Yield();
        }
    }

    private async Task<int> FanAsync(EngineHost host)
    {
        _gate.TrySetResult();
        return await host.ResultAsync<int>("Fan", 1);
    }

    private static async Task WaitingAsync(EngineHost host, int activities)
    {
        var load = host.Services.GetRequiredService<EngineLoad>();
        var begun = TimeProvider.System.GetTimestamp();
        while (load.ReadyActivities != activities)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"{load.ReadyActivities} activities wait, and not {activities}.");
            await Task.Yield();
        }
    }

    private void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Fan", async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Hold", i)))).Length)
        .AddOrchestratorFunc<int, int>("Parent", async (context, _) => await context.CallSubOrchestratorAsync<int>("Child", await context.WaitForExternalEvent<int>("go"), new SubOrchestrationOptions(instanceId: "child")))
        .AddOrchestratorFunc<int, int>("Child", (_, number) => Task.FromResult(number))
        .AddOrchestratorFunc<string, int>("Large", (_, text) => Task.FromResult(text.Length))
        .AddActivityFunc<int, int>("Hold", async (_, i) =>
        {
            await _gate.Task;
            return i;
        });
}
