using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.DurableTask;

namespace Aigc.Workflow.Tests.Engine;

public sealed class RecoveryTests
{
    [Fact]
    public async Task Only_activities_without_a_result_run_again()
    {
        var runs = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Steps", async (context, count) =>
            {
                var sum = 0;
                for (var i = 0; i < count; i++) sum += await context.CallActivityAsync<int>("Step", i);
                return sum;
            })
            .AddActivityFunc<int, int>("Step", async (_, i) =>
            {
                if (runs.AddOrUpdate(i, 1, (_, before) => before + 1) == 1 && i == 5)
                {
                    reached.TrySetResult();
                    await gate.Task;
                }
                return i;
            }));
        var id = await host.StartNewAsync("Steps", 10);
        await reached.Task;

        await host.RestartAsync();
        var end = await host.EndAsync(id);
        gate.TrySetResult();

        Assert.Equal(45, end.ReadOutputAs<int>());
        Assert.All(runs, run => Assert.Equal(run.Key == 5 ? 2 : 1, run.Value));
    }

    [Fact]
    public async Task A_child_and_its_parent_find_each_other_again()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>("Child", "", new SubOrchestrationOptions(instanceId: "kid")))
            .AddOrchestratorFunc<string, string>("Child", (context, _) => context.WaitForExternalEvent<string>("go")));
        var parent = await host.StartNewAsync("Parent", "");
        while (await host.Client.GetInstanceAsync("kid") is null) await Task.Yield();

        await host.RestartAsync();
        await host.Client.RaiseEventAsync("kid", "go", "hello");

        Assert.Equal("hello", (await host.EndAsync(parent)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Ended_instances_are_as_they_were_after_a_restart()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text)));
        var id = await host.StartNewAsync("Echo", "kept");
        await host.EndAsync(id);

        await host.RestartAsync();

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Dropping_idle_orchestrators_from_memory_changes_nothing()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Wait", async (context, number) => number + await context.WaitForExternalEvent<string>("go")), options => options.MaxLiveBytes = 16_384);
        var ids = new List<string>();
        for (var i = 0; i < 20; i++) ids.Add(await host.StartNewAsync("Wait", i));
        foreach (var id in ids) await host.Client.WaitForInstanceStartAsync(id);

        foreach (var id in ids) await host.Client.RaiseEventAsync(id, "go", "!");

        for (var i = 0; i < 20; i++) Assert.Equal($"{i}!", (await host.EndAsync(ids[i])).ReadOutputAs<string>());
        Assert.True(host.Engine.Directory.LiveCount <= 4);
    }

    [Fact]
    public async Task Those_that_are_idle_longest_are_dropped_first()
    {
        var runs = new ConcurrentDictionary<string, int>();
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Wait", (context, _) => WaitTwiceAsync(context, runs)),
            options => (options.MaxLiveBytes, options.ReplayAfterEveryEpisode) = (10_000, false));
        await StartWaitingAsync(host, "old");
        await StartWaitingAsync(host, "idle");
        await host.Client.RaiseEventAsync("old", "go");
        await StartWaitingAsync(host, "new");

        foreach (var id in new[] { "old", "idle", "new" }) await host.Client.RaiseEventAsync(id, "go");

        Assert.Equal((1, 2), (runs["old"], runs["idle"]));
    }

    [Fact]
    public async Task Instances_that_only_wait_are_not_run_by_a_restart_but_by_what_comes_for_them()
    {
        var runs = new ConcurrentDictionary<string, int>();
        var begun = Channel.CreateUnbounded<string>();
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Wait", (context, _) => WaitTwiceAsync(context, runs))
            .AddOrchestratorFunc<int, int>("Work", (context, i) => context.CallActivityAsync<int>("Report", i))
            .AddActivityFunc<int, int>("Report", async (context, i) =>
            {
                await begun.Writer.WriteAsync(context.InstanceId);
                return await new TaskCompletionSource<int>().Task;
            }),
            // It counts replays: one after every episode would hide those that a restart makes.
            options => options.ReplayAfterEveryEpisode = false);
        await host.StartNewAsync("Work", 0, "oldest");
        await begun.Reader.ReadAsync();
        for (var i = 0; i < 10; i++) await StartWaitingAsync(host, $"waiting-{i}");

        host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.RestartAsync();
        // The one that changed longest ago is put back last: by then all others have been looked at.
        Assert.Equal("oldest", await begun.Reader.ReadAsync());

        Assert.All(runs.Values, times => Assert.Equal(1, times));
        await host.Client.RaiseEventAsync("waiting-3", "go");
        await host.Client.RaiseEventAsync("waiting-3", "go");
        await host.EndAsync("waiting-3");
        Assert.Equal((2, 1), (runs["waiting-3"], runs["waiting-4"]));
    }

    [Fact]
    public async Task What_changed_last_goes_on_first()
    {
        var begun = Channel.CreateUnbounded<string>();
        await using var host = await EngineHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, int>("Work", (context, i) => context.CallActivityAsync<int>("Report", i))
                .AddActivityFunc<int, int>("Report", async (context, i) =>
                {
                    await begun.Writer.WriteAsync(context.InstanceId);
                    return await new TaskCompletionSource<int>().Task;
                }),
            options => options.MaxConcurrentActivities = 1);
        foreach (var id in new[] { "first", "second", "third" })
        {
            await host.Client.WaitForInstanceStartAsync(await host.StartNewAsync("Work", 0, id));
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal("first", await begun.Reader.ReadAsync());

        await host.RestartAsync();

        Assert.Equal("third", await begun.Reader.ReadAsync());
    }

    private static async Task StartWaitingAsync(EngineHost host, string id)
    {
        await host.StartNewAsync("Wait", 0, id);
        await host.Client.WaitForInstanceStartAsync(id);
    }

    private static async Task<int> WaitTwiceAsync(TaskOrchestrationContext context, ConcurrentDictionary<string, int> runs)
    {
        runs.AddOrUpdate(context.InstanceId, 1, (_, before) => before + 1);
        await context.WaitForExternalEvent<string>("go");
        await context.WaitForExternalEvent<string>("go");
        return 0;
    }

    [Fact]
    public async Task A_file_of_another_schema_is_refused_and_left_alone()
    {
        var host = await EngineHost.StartAsync(_ => { });
        await using var _ = host;
        await host.CrashAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={host.Database}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE meta SET value = 99 WHERE key = 'schema'";
            command.ExecuteNonQuery();
        }

        Assert.Contains("schema 99", (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_older_of_two_owners_of_one_file_is_fenced_off_and_its_host_stops()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text)));
        var older = (host.Client, Stopping: host.Stopping);

        await host.TakeOverAsync();

        await Assert.ThrowsAsync<Runtime.Engine.FencedException>(() => older.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x"));
        Assert.True(older.Stopping.WaitHandle.WaitOne(TimeSpan.FromSeconds(10)));
        Assert.Equal("y", await host.ResultAsync<string>("Echo", "y"));
    }
}
