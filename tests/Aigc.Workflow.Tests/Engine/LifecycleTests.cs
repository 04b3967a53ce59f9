using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

public sealed class LifecycleTests
{
    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks
        .AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text))
        .AddOrchestratorFunc<string, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("go"))
        .AddOrchestratorFunc<string, string>("Parent", (context, child) => context.CallSubOrchestratorAsync<string>("Wait", "", new SubOrchestrationOptions(instanceId: child)))
        .AddOrchestratorFunc<string, string>("Status", async (context, _) =>
        {
            context.SetCustomStatus(new { step = 1 });
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus(new { step = 2 });
            return "done";
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_suspended_orchestration_keeps_what_comes_and_takes_it_when_resumed(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.ReplayAfterEveryEpisode = replayAlways);
        var id = await host.StartNewAsync("Wait", "");
        await host.Client.SuspendInstanceAsync(id, "lunch");
        await host.Client.RaiseEventAsync(id, "go", "kept");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_orchestration_was_last_updated_when_it_took_its_last_step()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "");
        await host.Client.WaitForInstanceStartAsync(id);

        host.Time.Advance(TimeSpan.FromHours(1));
        await host.Client.RaiseEventAsync(id, "what nobody waits for", "");

        Assert.Equal(host.Time.GetUtcNow(), (await host.Client.GetInstanceAsync(id))!.LastUpdatedAt);
    }

    [Fact]
    public async Task A_suspended_orchestration_is_suspended_after_a_restart()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "");
        await host.Client.SuspendInstanceAsync(id);
        await host.Client.RaiseEventAsync(id, "go", "kept");

        await host.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_terminated_orchestration_ends_with_the_given_output()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "");

        await host.Client.TerminateInstanceAsync(id, "enough");

        var end = await host.EndAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Children_end_with_their_parent_where_that_is_asked_for(bool recursive, OrchestrationRuntimeStatus expected)
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var parent = await host.StartNewAsync("Parent", "kid");
        await StartedAsync(host, "kid");

        await host.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions(null, recursive));

        Assert.Equal(expected, (await host.Client.GetInstanceAsync("kid"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_recursive_termination_that_is_repeated_reaches_below_a_child_that_has_ended()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Tree", async (context, id) => id == "aaa"
            ? await context.WaitForExternalEvent<string>("never")
            : await context.CallSubOrchestratorAsync<string>("Tree", id + "a", new SubOrchestrationOptions(instanceId: id + "a"))));
        await host.StartNewAsync("Tree", "a", id: "a");
        await StartedAsync(host, "aaa");
        await host.Client.TerminateInstanceAsync("a");
        await host.Client.TerminateInstanceAsync("aa");

        await host.Client.TerminateInstanceAsync("a", new TerminateInstanceOptions(null, Recursive: true));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync("aaa")).RuntimeStatus);
    }

    [Fact]
    public async Task What_comes_after_the_end_changes_nothing()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Echo", "x");
        await host.EndAsync(id);

        await host.Client.RaiseEventAsync(id, "go", "late");
        await host.Client.TerminateInstanceAsync(id, "late");
        await host.Client.SuspendInstanceAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, "x"), ((await host.EndAsync(id)).RuntimeStatus, (await host.EndAsync(id)).ReadOutputAs<string>()));
    }

    [Fact]
    public async Task A_custom_status_is_seen_while_it_runs_and_after()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Status", "");
        await host.Client.WaitForInstanceStartAsync(id);
        Assert.Equal("""{"step":1}""", (await host.Client.GetInstanceAsync(id, true))!.SerializedCustomStatus);

        await host.Client.RaiseEventAsync(id, "go", "");

        Assert.Equal("""{"step":2}""", (await host.EndAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task Inputs_and_outputs_are_told_only_where_they_are_asked_for()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Echo", "secret");
        await host.EndAsync(id);

        var told = await host.Client.GetInstanceAsync(id);

        Assert.Null(told!.SerializedInput);
        Assert.Null(told.SerializedOutput);
    }

    [Fact]
    public async Task An_id_that_is_running_cannot_be_started_again()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.StartNewAsync("Wait", "", id: "one");

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartNewAsync("Echo", "x", id: "one"));
    }

    [Fact]
    public async Task An_id_that_has_ended_can_be_used_again()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.EndAsync(await host.StartNewAsync("Echo", "first", id: "one"));

        await host.StartNewAsync("Echo", "second", id: "one");

        Assert.Equal("second", (await host.EndAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Unless_the_start_says_that_an_ended_one_counts()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.EndAsync(await host.StartNewAsync("Echo", "first", id: "one"));
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "second", options));
    }

    [Fact]
    public async Task A_purged_instance_is_gone_and_a_running_one_is_not_purged()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.EndAsync(await host.StartNewAsync("Echo", "x", id: "ended"));
        await host.StartNewAsync("Wait", "", id: "running");

        Assert.Equal((1, 0), ((await host.Client.PurgeInstanceAsync("ended")).PurgedInstanceCount, (await host.Client.PurgeInstanceAsync("running")).PurgedInstanceCount));

        Assert.Null(await host.Client.GetInstanceAsync("ended"));
        Assert.NotNull(await host.Client.GetInstanceAsync("running"));
    }

    [Fact]
    public async Task A_purge_by_filter_takes_what_matches()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        for (var i = 0; i < 5; i++) await host.EndAsync(await host.StartNewAsync("Echo", "x", id: $"old-{i}"));
        host.Time.Advance(TimeSpan.FromDays(1));
        await host.EndAsync(await host.StartNewAsync("Echo", "x", id: "new"));

        var purged = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: host.Time.GetUtcNow().AddHours(-1), Statuses: [OrchestrationRuntimeStatus.Completed]));

        Assert.Equal(5, purged.PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync("new"));
    }

    [Fact]
    public async Task A_recursive_purge_takes_the_children_along()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var parent = await host.StartNewAsync("Parent", "kid");
        await StartedAsync(host, "kid");
        await host.Client.RaiseEventAsync("kid", "go", "x");
        await host.EndAsync(parent);

        Assert.Equal(2, (await host.Client.PurgeInstanceAsync(parent, new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("kid"));
    }

    [Fact]
    public async Task A_query_by_prefix_and_status_comes_in_pages()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        for (var i = 0; i < 7; i++) await host.EndAsync(await host.StartNewAsync("Echo", "x", id: $"acme:{i}"));
        await host.StartNewAsync("Wait", "", id: "acme:running");
        await host.StartNewAsync("Echo", "x", id: "other:1");

        var pages = new List<int>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "acme:", PageSize: 3)).AsPages()) pages.Add(page.Values.Count);

        Assert.Equal([3, 3, 1], pages);
    }

    [Fact]
    public async Task Waiting_for_an_instance_that_is_not_there_is_an_error()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.WaitForInstanceCompletionAsync("nobody"));
    }

    // A child is created after its parent's commit: its first sign of life is its own start.
    private static async Task StartedAsync(EngineHost host, string id)
    {
        while (await host.Client.GetInstanceAsync(id) is null) await Task.Yield();
        await host.Client.WaitForInstanceStartAsync(id);
    }
}
