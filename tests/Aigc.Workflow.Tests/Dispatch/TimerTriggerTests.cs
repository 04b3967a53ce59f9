using Microsoft.Azure.Functions.Worker;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class TimerTriggerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_tells_when_it_runs_next()
    {
        await using var host = await DispatchHost.StartAsync(time: DispatchHost.At(10, 2, 30));

        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 1, TimeSpan.FromSeconds(10));

        var info = Assert.IsType<TimerInfo>(host.Probe.Seen.Single());
        Assert.InRange(host.Time.GetUtcNow(), new(2026, 3, 1, 10, 5, 0, TimeSpan.Zero), new(2026, 3, 1, 10, 9, 59, TimeSpan.Zero));
        Assert.Equal(new DateTime(2026, 3, 1, 10, 10, 0), info.ScheduleStatus!.Next);
        Assert.False(info.IsPastDue);
    }

    [Fact]
    public async Task Runs_do_not_overlap_and_what_came_due_in_a_long_one_is_made_up_for_by_one_more()
    {
        await using var host = await DispatchHost.StartAsync(time: DispatchHost.At(10, 4));
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 1, TimeSpan.FromSeconds(10));

        // Twenty minutes pass in one run: four more came due.
        host.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Single(host.Probe.Seen);
        host.Probe.Go();
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 2, TimeSpan.Zero);
        Assert.True(Assert.IsType<TimerInfo>(host.Probe.Seen.Last()).IsPastDue);
        var madeUp = host.Time.GetUtcNow();
        host.Probe.Go();
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 3, TimeSpan.FromSeconds(10));

        Assert.Equal(1, host.Probe.Peak);
        Assert.True(host.Time.GetUtcNow() > madeUp);
    }

    [Fact]
    public async Task A_run_that_fails_does_not_stop_the_timer()
    {
        await using var host = await DispatchHost.StartAsync();
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 1, Minute);
        host.Probe.Failure = new InvalidOperationException("no");
        host.Probe.Go();

        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 2, Minute);
    }

    [Fact]
    public async Task A_host_that_stops_waits_for_the_run_at_work()
    {
        await using var host = await DispatchHost.StartAsync();
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 1, Minute);

        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        host.Probe.Go();

        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
