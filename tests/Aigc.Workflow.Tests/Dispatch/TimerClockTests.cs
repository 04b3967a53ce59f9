using System.Diagnostics;
using Aigc.Runtime.Dispatch;
using Aigc.Runtime.Dispatch.Invocation;
using Aigc.Runtime.Dispatch.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>One timer of every five minutes, which is waiting since 10:01, under a clock that does what clocks do.</summary>
public sealed class TimerClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = DispatchHost.At(10, 1);
    private readonly Probe _probe = new();
    private readonly CancellationTokenSource _stopping = new();
    private ServiceProvider? _services;
    private Task? _listening;

    public Task InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddSingleton(_probe).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        _services = services.AddFunctions(_ => { }, new([typeof(ProbeFunctions).Assembly], "none")).BuildServiceProvider();
        var (entry, trigger) = _services.GetRequiredService<FunctionCatalog>().Of<TimerTriggerAttribute>().Single();
        var listener = new TimerListener(entry, Schedule.Parse(trigger.Schedule, TimeZoneInfo.Utc), new ParameterBinder(entry, []), trigger, _services);
        // It waits before it returns.
        _listening = listener.RunAsync(_stopping.Token, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        _probe.Go(10);
        await _listening!;
        _stopping.Dispose();
        await _services!.DisposeAsync();
    }

    [Fact]
    public async Task What_came_due_while_the_machine_slept_is_made_up_for_by_one_run_within_a_minute()
    {
        _time.AdjustTime(new(2026, 3, 1, 13, 2, 0, TimeSpan.Zero));

        _time.Advance(Minute);

        await _probe.EnteredAsync();
        var info = Assert.IsType<TimerInfo>(_probe.Seen.Single());
        Assert.Equal((true, At(13, 5)), (info.IsPastDue, info.ScheduleStatus!.Next));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_for_long_does_not_stop_the_timer_for_as_long()
    {
        _time.AdjustTime(new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

        await PassUntilAsync(runs: 1);

        Assert.InRange(Assert.IsType<TimerInfo>(_probe.Seen.Single()).ScheduleStatus!.Next, At(9, 10), At(9, 55));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_a_little_does_not_bring_the_same_moment_twice()
    {
        await PassUntilAsync(runs: 1);
        _time.AdjustTime(new(2026, 3, 1, 10, 4, 58, TimeSpan.Zero));
        _probe.Go();

        await PassUntilAsync(runs: 2);

        var next = _probe.Seen.Cast<TimerInfo>().Select(info => info.ScheduleStatus!.Next).ToList();
        Assert.Equal(At(10, 10), next[0]);
        Assert.True(next[1] > next[0]);
    }

    // By steps, each with a moment of real time: what a step sets off may set up the wait for the next.
    private async Task PassUntilAsync(int runs)
    {
        for (var begun = Stopwatch.GetTimestamp(); _probe.Seen.Count < runs && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60);)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Settling.WaitAsync();
        }

        Assert.Equal(runs, _probe.Seen.Count);
    }

    private static DateTime At(int hour, int minute) => new(2026, 3, 1, hour, minute, 0);
}
