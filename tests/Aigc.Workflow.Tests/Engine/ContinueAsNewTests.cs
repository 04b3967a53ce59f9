using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

public sealed class ContinueAsNewTests
{
    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks
        .AddOrchestratorFunc<int, int>("CountTo300", async (context, at) =>
        {
            var next = await context.CallActivityAsync<int>("Next", at);
            if (next < 300) context.ContinueAsNew(next);
            return next;
        })
        .AddOrchestratorFunc<string, string>("Keep", (context, said) => CollectAsync(context, said, preserve: true))
        .AddOrchestratorFunc<string, string>("Drop", (context, said) => CollectAsync(context, said, preserve: false))
        .AddActivityFunc<int, int>("Next", (_, at) => at + 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestration_that_starts_over_goes_on_with_its_new_input(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.ReplayAfterEveryEpisode = replayAlways);

        Assert.Equal(300, await host.ResultAsync<int>("CountTo300", 0));
    }

    [Fact]
    public async Task Its_history_stays_short()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("CountTo300", 0);
        await host.EndAsync(id);

        var row = host.Engine.Reader.Find(id)!;

        Assert.True(host.Engine.Reader.History(row.Id).Count <= 4);
    }

    [Fact]
    public async Task Events_that_nobody_took_are_carried_over()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Keep", "");

        await host.Client.RaiseEventAsync(id, "late", "carried");
        await host.Client.RaiseEventAsync(id, "go", "1");

        Assert.Equal("1carried", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Or_dropped_where_that_is_asked_for()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Drop", "");
        await host.Client.RaiseEventAsync(id, "late", "dropped");
        await host.Client.RaiseEventAsync(id, "go", "1");

        await host.Client.RaiseEventAsync(id, "late", "fresh");

        Assert.Equal("1fresh", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_crash_between_two_rounds_loses_neither()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("CountTo300", 0);

        await host.RestartAsync();

        Assert.Equal(300, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    private static async Task<string> CollectAsync(TaskOrchestrationContext context, string said, bool preserve)
    {
        if (said.Length > 0) return said + await context.WaitForExternalEvent<string>("late");
        context.ContinueAsNew(await context.WaitForExternalEvent<string>("go"), preserve);
        return "";
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_that_come_together_are_all_counted_over_the_generations(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", CountEventsAsync), options => options.ReplayAfterEveryEpisode = replayAlways);
        var id = await host.StartNewAsync("Count", 0);

        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => host.Client.RaiseEventAsync(id, "e", number)));

        Assert.Equal(500, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Starting_over_does_not_swallow_a_termination_that_comes_with_it()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", CountEventsAsync));
        for (var i = 0; i < 100; i++)
        {
            var id = await host.StartNewAsync("Count", 0);
            await host.Client.WaitForInstanceStartAsync(id);

            var raised = host.Client.RaiseEventAsync(id, "e", 1);
            await host.Client.TerminateInstanceAsync(id);
            await raised;

            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(id)).RuntimeStatus);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_that_came_while_it_worked_are_all_counted_one_a_generation(bool replayAlways)
    {
        var (working, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Collect", async (context, said) =>
            {
                if (said.Length == 0) await context.CallActivityAsync<string>("Work", "");
                if (said.Length == 4) return said;
                context.ContinueAsNew(said + await context.WaitForExternalEvent<string>("e"));
                return "";
            })
            .AddActivityFunc<string, string>("Work", async (_, _) =>
            {
                working.TrySetResult();
                await gate.Task;
                return "";
            }), options => options.ReplayAfterEveryEpisode = replayAlways);
        var id = await host.StartNewAsync("Collect", "");
        await working.Task;

        foreach (var letter in "abcd") await host.Client.RaiseEventAsync(id, "e", letter.ToString());
        gate.SetResult();

        Assert.Equal("abcd", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_came_while_it_was_suspended_are_all_counted_one_a_generation()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Collect", async (context, said) =>
        {
            if (said.Length == 3) return said;
            context.ContinueAsNew(said + await context.WaitForExternalEvent<string>("e"));
            return "";
        }));
        var id = await host.StartNewAsync("Collect", "");
        await host.Client.SuspendInstanceAsync(id);
        foreach (var letter in "abc") await host.Client.RaiseEventAsync(id, "e", letter.ToString());

        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("abc", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<int> CountEventsAsync(TaskOrchestrationContext context, int seen)
    {
        if (seen == 500) return seen;
        await context.WaitForExternalEvent<int>("e");
        context.ContinueAsNew(seen + 1);
        return 0;
    }
}
