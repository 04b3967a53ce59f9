using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

public sealed class TimerTests
{
    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks
        .AddOrchestratorFunc<TimeSpan, DateTime>("Sleep", async (context, time) =>
        {
            await context.CreateTimer(time, CancellationToken.None);
            return context.CurrentUtcDateTime;
        })
        .AddOrchestratorFunc<string, string>("Race", async (context, _) =>
        {
            var slow = context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            var fast = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await Task.WhenAny(slow, fast) == fast ? "fast" : "slow";
        })
        .AddOrchestratorFunc<string, string>("Cancel", async (context, _) =>
        {
            using var over = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), over.Token);
            over.Cancel();
            try
            {
                await timer;
                return "fired";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.ReplayAfterEveryEpisode = replayAlways);
        var due = host.Time.GetUtcNow().UtcDateTime.AddHours(3);

        var end = await host.EndAsync(await host.StartNewAsync("Sleep", TimeSpan.FromHours(3)), TimeSpan.FromMinutes(30));

        Assert.Equal(due, end.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_timer_of_months_fires_though_clocks_count_in_days()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var due = host.Time.GetUtcNow().UtcDateTime.AddDays(90);

        var end = await host.EndAsync(await host.StartNewAsync("Sleep", TimeSpan.FromDays(90)), TimeSpan.FromDays(5));

        Assert.Equal(due, end.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task The_earlier_of_two_timers_wins()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        Assert.Equal("fast", (await host.EndAsync(await host.StartNewAsync("Race", ""), TimeSpan.FromMinutes(20))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_cancelled_timer_is_not_waited_for()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        Assert.Equal("cancelled", await host.ResultAsync<string>("Cancel", ""));
    }

    [Fact]
    public async Task A_timer_is_armed_again_after_a_restart()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Sleep", TimeSpan.FromHours(1));
        await host.Client.WaitForInstanceStartAsync(id);

        await host.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndAsync(id, TimeSpan.FromMinutes(10))).RuntimeStatus);
    }

    [Fact]
    public async Task An_orchestration_may_be_started_for_later()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var at = host.Time.GetUtcNow().AddHours(5);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromMinutes(1), new StartOrchestrationOptions(null, at));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);

        Assert.True((await host.EndAsync(id, TimeSpan.FromMinutes(30))).ReadOutputAs<DateTime>() >= at.UtcDateTime);
    }
}
