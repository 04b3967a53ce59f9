using Aigc.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Engine;

public sealed class SubOrchestrationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks
        .AddOrchestratorFunc<int, int>("Sum", async (context, depth) => depth == 0 ? 1 : (await Task.WhenAll(context.CallSubOrchestratorAsync<int>("Sum", depth - 1), context.CallSubOrchestratorAsync<int>("Sum", depth - 1))).Sum())
        .AddOrchestratorFunc<string, string>("Named", (context, id) => context.CallSubOrchestratorAsync<string>("WhoAmI", "x", new SubOrchestrationOptions(instanceId: id)))
        .AddOrchestratorFunc<string, string>("WhoAmI", (context, _) => Task.FromResult($"{context.InstanceId}<{context.Parent?.InstanceId}"))
        .AddOrchestratorFunc<string, string>("Failing", (context, _) => context.CallSubOrchestratorAsync<string>("Inner", "x"))
        .AddOrchestratorFunc<string, string>("Inner", (context, _) => context.CallActivityAsync<string>("Break"))
        .AddOrchestratorFunc<string, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("go"))
        .AddOrchestratorFunc<string, string>("Unknown", (context, _) => context.CallSubOrchestratorAsync<string>("Nowhere"))
        .AddActivityFunc<object?, string>("Break", Task<string> (_, _) => throw new FormatException("torn"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tree_of_children_gives_its_sum(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.ReplayAfterEveryEpisode = replayAlways);

        Assert.Equal(32, await host.ResultAsync<int>("Sum", 5));
    }

    [Fact]
    public async Task A_child_has_the_id_that_it_was_given_and_knows_its_parent()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var parent = await host.StartNewAsync("Named", "acme:b1:3");

        Assert.Equal($"acme:b1:3<{parent}", (await host.EndAsync(parent)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_failure_deep_down_arrives_with_its_whole_chain()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        var failure = (await host.RunAsync("Failing", "")).FailureDetails!;

        Assert.Equal([typeof(TaskFailedException).FullName, typeof(TaskFailedException).FullName, typeof(FormatException).FullName], Chain(failure));
    }

    [Fact]
    public async Task A_child_id_that_another_run_uses_is_a_failure_of_the_call()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.StartNewAsync("Wait", "", id: "taken");

        var end = await host.RunAsync("Named", "taken");

        Assert.Contains("already running", end.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_the_host_does_not_know_is_a_failure_of_the_call()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        Assert.Contains("no orchestrator named 'Nowhere'", (await host.RunAsync("Unknown", "")).FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    private static List<string?> Chain(TaskFailureDetails? failure)
    {
        var chain = new List<string?>();
        for (; failure is not null; failure = failure.InnerFailure) chain.Add(failure.ErrorType);
        return chain;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_terminated_child_is_a_failure_of_the_call(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>("Child", "", new SubOrchestrationOptions(instanceId: "kid")))
            .AddOrchestratorFunc<string, string>("Child", (context, _) => context.WaitForExternalEvent<string>("go")), options => options.ReplayAfterEveryEpisode = replayAlways);
        var parent = await host.StartNewAsync("Parent", "");
        await host.ExistsAsync("kid");

        await host.Client.TerminateInstanceAsync("kid");

        Assert.Contains("'kid' was terminated", (await host.EndAsync(parent)).FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_children_at_once_than_the_log_has_places_for_all_end()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Many", async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallSubOrchestratorAsync<int>("One", i)))).Length)
            .AddOrchestratorFunc<int, int>("One", (_, i) => Task.FromResult(i)));

        Assert.Equal(17_000, await host.ResultAsync<int>("Many", 17_000));
    }

    [Fact]
    public async Task Parents_and_children_go_on_before_they_are_durable_and_nothing_of_it_leaves_the_engine()
    {
        var (summed, worked) = (new TaskCompletionSource<int>(), new TaskCompletionSource());
        using var disk = new ManualResetEventSlim(initialState: true);
        await using var host = await EngineHost.StartAsync(tasks => Tasks(tasks
            .AddOrchestratorFunc<string, string>("Root", async (context, _) =>
            {
                // Asked for before the children: whoever handed it out as early as them would have done so by the time of their sum.
                var work = context.CallActivityAsync<string>("Work");
                var (leaves, named) = (context.CallSubOrchestratorAsync<int>("Sum", 3), context.CallSubOrchestratorAsync<int>("Sum", 0, new SubOrchestrationOptions(instanceId: "named")));
                summed.TrySetResult(await leaves + await named);
                return await work;
            })
            .AddActivityFunc<object?, string>("Work", (_, _) =>
            {
                worked.SetResult();
                return "done";
            })), options => options.ReplayAfterEveryEpisode = false, boundary => { if (boundary == WriteBoundary.Commit) disk.Wait(Patience); });
        disk.Reset();

        var start = host.StartNewAsync("Root", "", id: "root");

        Assert.Equal(9, await summed.Task.WaitAsync(Patience));
        Assert.False(start.IsCompleted || worked.Task.IsCompleted);
        var load = host.Services.GetRequiredService<EngineLoad>();
        Assert.Equal((0, 0), (load.ReadyActivities, load.RunningActivities));
        Assert.Null(await host.Client.GetInstanceAsync("root"));
        Assert.Null(await host.Client.GetInstanceAsync("named"));
        disk.Set();
        Assert.Equal("done", (await host.EndAsync(await start)).ReadOutputAs<string>());
    }
}
