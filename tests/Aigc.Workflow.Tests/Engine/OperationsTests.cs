using Aigc.Runtime.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>An operator looks into the file beside a host, and changes it where there is none.</summary>
public sealed class OperationsTests
{
    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks
        .AddOrchestratorFunc<string, string>("Wait", async (context, name) =>
        {
            await context.CallActivityAsync<string>("Echo", "hello");
            return await context.WaitForExternalEvent<string>(name);
        })
        .AddOrchestratorFunc<string, string>("Parent", (context, kid) => context.CallSubOrchestratorAsync<string>("Wait", "go", new SubOrchestrationOptions(instanceId: kid)))
        .AddActivityFunc<string, string>("Echo", (_, text) => text);

    [Fact]
    public async Task A_history_reads_as_a_timeline_beside_a_running_host()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "go");
        await host.Client.RaiseEventAsync(id, "go", "done");
        await host.EndAsync(id);

        var timeline = new RuntimeFile(host.Database).History(id);

        Assert.True(RuntimeFile.IsHostRunning(host.Database));
        Assert.Equal(["activity called", "activity completed", "event raised", "started"], timeline.Select(entry => entry.What).Order());
        Assert.All(timeline.Where(entry => entry.Slot is not null), entry => Assert.Equal("Echo", entry.Name));
    }

    [Fact]
    public async Task A_running_host_alone_may_change_its_file()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        var refused = Assert.Throws<InvalidOperationException>(() => { StoppedRuntime.Open(host.Database); });

        Assert.Contains("A host runs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_left_for_a_stopped_host_comes_when_it_starts()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "go");
        await host.Client.WaitForInstanceStartAsync(id);
        await host.CrashAsync();

        await using (var stopped = StoppedRuntime.Open(host.Database))
        {
            Assert.True(await stopped.RaiseAsync(id, "go", "\"left\""));
            Assert.False(await stopped.RaiseAsync("nobody", "go", null));
        }
        await host.StartAsync();

        Assert.Equal("left", (await host.EndAsync(id)).ReadOutputAs<string>());
        Assert.Empty(FileCheck.Run(host.Database));
    }

    [Fact]
    public async Task A_parent_hears_of_a_child_that_was_terminated_while_the_host_was_stopped()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var parent = await host.StartNewAsync("Parent", "kid");
        await host.ExistsAsync("kid");
        await host.CrashAsync();

        await using (var stopped = StoppedRuntime.Open(host.Database)) Assert.Equal(1, await stopped.TerminateAsync("kid", "enough", recursive: false));
        await host.StartAsync();

        Assert.Contains("was terminated", (await host.EndAsync(parent)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync("kid")).RuntimeStatus);
    }

    [Fact]
    public async Task Whoever_terminates_recursively_takes_the_children_along()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.StartNewAsync("Parent", "kid", id: "top");
        await host.ExistsAsync("kid");
        await host.CrashAsync();

        await using (var stopped = StoppedRuntime.Open(host.Database)) Assert.Equal(2, await stopped.TerminateAsync("top", null, recursive: true));

        Assert.Equal(["top", "kid"], new RuntimeFile(host.Database).List("", [OrchestrationRuntimeStatus.Terminated], 10).Select(one => one.InstanceId));
    }

    [Fact]
    public async Task A_purge_removes_what_ended_long_ago_and_leaves_no_row_behind()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var old = await host.StartNewAsync("Wait", "go");
        await host.Client.RaiseEventAsync(old, "go", "x");
        await host.EndAsync(old);
        await host.StartNewAsync("Wait", "go", id: "young");
        await host.CrashAsync();

        await using (var stopped = StoppedRuntime.Open(host.Database)) Assert.Equal(1, await stopped.PurgeAsync(host.Time.GetUtcNow().AddDays(1), [], ""));

        Assert.Equal(["young"], new RuntimeFile(host.Database).List("", [], 10).Select(one => one.InstanceId));
        Assert.Empty(FileCheck.Run(host.Database));
    }

    [Theory]
    [InlineData("INSERT INTO history SELECT NULL, instance, kind, task, name, at, data, target FROM history WHERE kind = 2", "completed twice")]
    [InlineData("DELETE FROM history WHERE kind = 20", "never asked for")]
    [InlineData("DELETE FROM instances", "without an instance")]
    [InlineData("DELETE FROM history WHERE kind = 1", "does not begin with one start")]
    [InlineData("UPDATE history SET at = at - 1000 WHERE kind = 5", "backwards")]
    [InlineData("UPDATE history SET task = 3 WHERE task = 0", "without a gap")]
    [InlineData("UPDATE instances SET status = 0", "still under way")]
    [InlineData("UPDATE history SET data = '@sha256:00' WHERE kind = 5", "payload that is gone")]
    [InlineData("INSERT INTO payloads VALUES (x'00', 'forged')", "hash")]
    public async Task The_check_finds_a_file_that_breaks_a_rule(string damage, string expected)
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "go");
        await host.Client.RaiseEventAsync(id, "go", "x");
        await host.EndAsync(id);
        await host.CrashAsync();
        Assert.Empty(FileCheck.Run(host.Database));

        Damage(host.Database, damage);

        Assert.Contains(FileCheck.Run(host.Database), defect => defect.Contains(expected, StringComparison.Ordinal));
    }

    private static void Damage(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
