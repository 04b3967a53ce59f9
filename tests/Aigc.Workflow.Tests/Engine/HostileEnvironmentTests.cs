using System.Reflection.Emit;
using Aigc.Runtime.Engine;
using Aigc.Workflow.Tests.Engine.Simulation;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>Whatever the machine, its clock, its disk or the app's own code does: the behaviour is defined, the error says what it is, and nobody waits for ever.</summary>
public sealed class HostileEnvironmentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text));

    public static TheoryData<string> Throwers => [.. Thrown.Keys];

    private static readonly Dictionary<string, Action> Thrown = new()
    {
        ["out of memory"] = () => throw new OutOfMemoryException("no more"),
        ["cancelled although nobody asked for it"] = () => throw new OperationCanceledException(),
        ["a thread that was interrupted"] = () => throw new ThreadInterruptedException(),
        ["what is no exception at all"] = ThrowText(),
        ["an exception whose message throws"] = () => throw new Unspeakable(),
        ["a thousand exceptions in one another"] = () => throw Enumerable.Range(0, 1_000).Aggregate(new InvalidOperationException("0"), (inner, number) => new InvalidOperationException($"{number}", inner)),
        ["a message of a million letters"] = () => throw new InvalidOperationException(new string('x', 1_000_000)),
    };

    [Fact]
    public async Task A_full_disk_is_waited_for_and_nothing_is_answered_before_it_has_room_again()
    {
        var failures = 0;
        await using var host = await EngineHost.StartAsync(Tasks, atBoundary: boundary => FailOnce(boundary, ref failures, new SqliteException("database or disk is full", 13)));

        Assert.Equal("x", await host.ResultAsync<string>("Echo", "x"));

        Assert.Equal(1, failures);
        Assert.Contains(host.Logged, line => line.Contains("cannot be committed now", StringComparison.Ordinal) && line.Contains("disk is full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_whose_disk_stays_full_can_be_stopped_and_its_callers_hear_why()
    {
        await using var host = await EngineHost.StartAsync(Tasks, atBoundary: boundary => { if (boundary == WriteBoundary.Commit) throw new SqliteException("database or disk is full", 13); });
        var start = host.StartNewAsync("Echo", "x");

        await host.Engine.StopAsync(CancellationToken.None).WaitAsync(Patience);

        Assert.Contains("disk is full", (await Assert.ThrowsAsync<SqliteException>(() => start.WaitAsync(Patience))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_became_read_only_stops_the_host_and_the_caller_hears_why()
    {
        await using var host = await EngineHost.StartAsync(Tasks, atBoundary: boundary => { if (boundary == WriteBoundary.Unit) throw new SqliteException("attempt to write a readonly database", 8); });

        Assert.Contains("readonly", (await Assert.ThrowsAsync<SqliteException>(() => host.StartNewAsync("Echo", "x").WaitAsync(Patience))).Message, StringComparison.Ordinal);
        Assert.True(host.Stopping.WaitHandle.WaitOne(Patience));
    }

    [Fact]
    public async Task A_file_that_is_no_database_keeps_the_host_from_starting()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        await host.CrashAsync();
        await File.WriteAllTextAsync(host.Database, string.Concat(Enumerable.Repeat("this is no database. ", 500)));

        Assert.Contains("not a database", (await Assert.ThrowsAsync<SqliteException>(() => host.StartAsync().WaitAsync(Patience))).Message, StringComparison.Ordinal);

        File.Delete(host.Database);
        await host.StartAsync();
    }

    [Fact]
    public async Task A_database_that_another_process_has_locked_is_waited_for()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        using var other = new SqliteConnection($"Data Source={host.Database};Pooling=False");
        other.Open();
        var transaction = other.BeginTransaction(deferred: false);
        var start = host.StartNewAsync("Echo", "x");

        Assert.Null(await host.Client.GetInstanceAsync("any"));
        Assert.False(start.IsCompleted);
        transaction.Rollback();

        Assert.Equal("x", (await host.EndAsync(await start)).ReadOutputAs<string>());
    }

    [Fact]
    public void A_timer_fires_by_the_wall_clock_within_a_minute_of_one_that_was_set_forward()
    {
        var clock = new SimulatedClock();
        var fired = new List<string>();
        using var timers = new DurableTimers(clock, (timer, _) => fired.Add(timer.InstanceId));
        timers.Arm("in two hours", clock.GetUtcNow().AddHours(2).UtcTicks, null);

        clock.Jump(TimeSpan.FromHours(3));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["in two hours"], fired);
    }

    [Fact]
    public void A_timer_does_not_fire_early_by_a_wall_clock_that_was_set_back()
    {
        var clock = new SimulatedClock();
        var fired = new List<string>();
        using var timers = new DurableTimers(clock, (timer, _) => fired.Add(timer.InstanceId));
        timers.Arm("in two hours", clock.GetUtcNow().AddHours(2).UtcTicks, null);

        clock.Jump(TimeSpan.FromHours(-1));
        Move(clock, minutes: 125);
        Assert.Empty(fired);
        Move(clock, minutes: 60);

        Assert.Single(fired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_activity_that_never_returns_fails_at_the_limit_and_holds_up_nobody(bool blocksItsThread)
    {
        using var released = new ManualResetEventSlim();
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Call", (context, name) => context.CallActivityAsync<string>(name, "x"))
                .AddActivityFunc<string, string>("Block", (_, text) => { released.Wait(); return text; })
                .AddActivityFunc<string, string>("Forget", (_, _) => new TaskCompletionSource<string>().Task)
                .AddActivityFunc<string, string>("Quick", (_, text) => text),
            options => (options.ActivityTimeLimit, options.MaxConcurrentActivities) = (TimeSpan.FromMilliseconds(200), 1));

        var end = await host.RunAsync("Call", blocksItsThread ? "Block" : "Forget");

        Assert.Contains("has not returned within 00:00:00.2", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("x", await host.ResultAsync<string>("Call", "Quick"));
        released.Set();
    }

    [Fact]
    public async Task A_result_whose_instance_cannot_be_read_stops_the_host_and_leaves_no_place_taken()
    {
        var asked = new TaskCompletionSource<string>();
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Call", (context, _) => context.CallActivityAsync<string>("Ask", "x")).AddActivityFunc<string, string>("Ask", (_, _) => asked.Task)
                .AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text)), options => options.MaxLiveBytes = 1);
        await host.StartNewAsync("Call", "x");
        await DropFromMemoryAsync(host);
        Execute(host.Database, "ALTER TABLE instances RENAME TO lost");

        asked.SetResult("y");

        Assert.True(host.Stopping.WaitHandle.WaitOne(Patience));
        await host.Engine.StopAsync(CancellationToken.None).WaitAsync(Patience);
        Assert.Contains(host.Logged, line => line.Contains("no such table", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Throwers))]
    public async Task An_activity_may_throw(string what)
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Call", (context, name) => context.CallActivityAsync<string>(name, what))
            .AddActivityFunc<string, string>("Throw", (_, which) => { Thrown[which](); return ""; })
            .AddActivityFunc<string, string>("Quick", (_, text) => text), options => options.MaxConcurrentActivities = 1);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Call", "Throw")).RuntimeStatus);
        Assert.Equal(what, await host.ResultAsync<string>("Call", "Quick"));
    }

    [Theory]
    [MemberData(nameof(Throwers))]
    public async Task An_orchestrator_may_throw(string what)
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Throw", (_, which) => { Thrown[which](); return Task.FromResult(""); })
            .AddOrchestratorFunc<string, string>("Echo", (_, text) => Task.FromResult(text)), options => options.MaxConcurrentOrchestrators = 1);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Throw", what)).RuntimeStatus);
        Assert.Equal("x", await host.ResultAsync<string>("Echo", "x"));
    }

    private static void FailOnce(WriteBoundary boundary, ref int failures, Exception failure)
    {
        if (boundary == WriteBoundary.Commit && Interlocked.CompareExchange(ref failures, 1, 0) == 0) throw failure;
    }

    /// <summary>What only waits goes, because others run.</summary>
    private static async Task DropFromMemoryAsync(EngineHost host)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (host.Engine.Directory.LiveCount > 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "It stays in memory.");
            await host.RunAsync("Echo", "x");
        }
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Move(SimulatedClock clock, int minutes)
    {
        for (var i = 0; i < minutes; i++) clock.Advance(TimeSpan.FromMinutes(1));
    }

    // C# cannot say it, but other languages can: a text is thrown.
    private static Action ThrowText()
    {
        var method = new DynamicMethod("Throw", null, []);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldstr, "thrown text");
        code.Emit(OpCodes.Throw);
        return method.CreateDelegate<Action>();
    }

    private sealed class Unspeakable : Exception
    {
        public override string Message => throw new InvalidOperationException("I will not say.");

        public override string StackTrace => throw new InvalidOperationException("Nor where.");
    }
}
