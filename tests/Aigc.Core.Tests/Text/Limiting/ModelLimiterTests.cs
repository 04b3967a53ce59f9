using Aigc.Core.Tests.Text.Limiting.Simulation;
using Aigc.Core.Text.Limiting;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Text.Limiting;

public sealed class ModelLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Requests_are_let_through_evenly_and_no_faster_than_the_ceiling()
    {
        var limiter = Limiter(new(RequestsPerMinute: 600));
        var waiting = Enumerable.Range(0, 100).Select(_ => limiter.AcquireAsync("acme", 1, default)).ToList();

        var granted = new List<int>();
        for (var tenth = 0; tenth < 50; tenth++)
        {
            Advance(0.1);
            granted.Add(Count(waiting));
        }

        // Ten a second: one each tenth, and the one that was free at the start.
        Assert.InRange(granted[9], 10, 12);
        Assert.InRange(granted[^1], 50, 52);
        Assert.All(granted.Zip(granted.Skip(10)), second => Assert.InRange(second.Second - second.First, 9, 11));
    }

    [Fact]
    public async Task Tokens_are_charged_at_admission_and_put_right_by_what_was_used()
    {
        var limiter = Limiter(new(RequestsPerMinute: 60_000, TokensPerMinute: 60_000));
        var first = await limiter.AcquireAsync("acme", 2_000, default);
        var second = limiter.AcquireAsync("acme", 2_000, default);
        Advance(1);
        Assert.False(second.IsCompleted);

        first.Settle(used: 1_000);

        Assert.True(second.IsCompleted);
        var third = limiter.AcquireAsync("acme", 10, default);
        Advance(1.9);
        Assert.False(third.IsCompleted);
        Advance(0.2);
        Assert.True(third.IsCompleted);
    }

    [Fact]
    public async Task A_call_that_used_more_than_was_thought_is_charged_the_rest()
    {
        var limiter = Limiter(new(RequestsPerMinute: 60_000, TokensPerMinute: 60_000));
        (await limiter.AcquireAsync("acme", 10, default)).Settle(used: 5_000);

        var next = limiter.AcquireAsync("acme", 10, default);
        Advance(4.9);
        Assert.False(next.IsCompleted);
        Advance(0.2);
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task No_more_calls_are_under_way_than_allowed()
    {
        var limiter = Limiter(new(RequestsPerMinute: 60_000, Concurrency: 2));
        var first = await limiter.AcquireAsync("acme", 1, default);
        Advance(1);
        _ = await limiter.AcquireAsync("acme", 1, default);
        var third = limiter.AcquireAsync("acme", 1, default);
        Advance(10);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        Assert.True(third.IsCompleted);
        Assert.Equal(2, limiter.State.InFlight);
    }

    [Fact]
    public async Task A_refusal_freezes_everybody_for_as_long_as_was_asked_and_lowers_the_share()
    {
        var limiter = Limiter(new(RequestsPerMinute: 60_000));
        var refused = await limiter.AcquireAsync("acme", 1, default);

        refused.Throttled(TimeSpan.FromSeconds(20));
        refused.Dispose();

        var next = limiter.AcquireAsync("other", 1, default);
        Advance(19.9);
        Assert.False(next.IsCompleted);
        Advance(0.2);
        Assert.True(next.IsCompleted);
        Assert.InRange(limiter.State.Share, 0.005, 0.95);
    }

    [Fact]
    public async Task One_overload_is_one_lesson_however_many_were_refused_for_it()
    {
        var limiter = Limiter(new(RequestsPerMinute: 6_000));
        var leases = new List<ModelLease>();
        for (var i = 0; i < 100; i++)
        {
            leases.Add(await limiter.AcquireAsync("acme", 1, default));
            Advance(0.01);
        }

        foreach (var lease in leases.TakeLast(10)) lease.Throttled(TimeSpan.FromMilliseconds(10));

        Assert.InRange(limiter.State.Share, 0.9, 0.96);
    }

    [Fact]
    public void Each_tenant_gets_its_part_however_many_calls_another_has_queued()
    {
        var limiter = Limiter(new(RequestsPerMinute: 600));
        var many = Enumerable.Range(0, 1_000).Select(_ => limiter.AcquireAsync("big", 1, default)).ToList();
        var few = Enumerable.Range(0, 5).Select(_ => limiter.AcquireAsync("small", 1, default)).ToList();

        for (var tenth = 0; tenth < 12; tenth++) Advance(0.1);

        Assert.Equal(5, Count(few));
        Assert.InRange(Count(many), 5, 9);
    }

    [Fact]
    public void A_weight_is_a_part_of_the_rate()
    {
        var limiter = new ModelLimiter(new(RequestsPerMinute: 6_000), _time, tenant => tenant == "heavy" ? 3 : 1);
        var heavy = Enumerable.Range(0, 1_000).Select(_ => limiter.AcquireAsync("heavy", 1, default)).ToList();
        var light = Enumerable.Range(0, 1_000).Select(_ => limiter.AcquireAsync("light", 1, default)).ToList();

        for (var step = 0; step < 400; step++) Advance(0.01);

        Assert.InRange(Count(heavy) / (double)Count(light), 2.8, 3.2);
    }

    [Fact]
    public async Task Who_cancels_takes_no_turn_and_leaves_nothing_behind()
    {
        var limiter = Limiter(new(RequestsPerMinute: 60));
        _ = await limiter.AcquireAsync("acme", 1, default);
        using var cancelled = new CancellationTokenSource();
        var gone = Enumerable.Range(0, 100).Select(_ => limiter.AcquireAsync("acme", 1, cancelled.Token)).ToList();
        var next = limiter.AcquireAsync("acme", 1, default);

        await cancelled.CancelAsync();
        Advance(1.1);

        foreach (var asking in gone) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.True(next.IsCompleted);
        Assert.Equal((2, 0), (limiter.State.InFlight, limiter.State.Waiting));
    }

    [Fact]
    public async Task The_line_has_an_end()
    {
        var limiter = Limiter(new(RequestsPerMinute: 1));
        for (var i = 0; i < 10_001; i++) _ = limiter.AcquireAsync("acme", 1, default);

        await Assert.ThrowsAsync<TransientException>(() => limiter.AcquireAsync("acme", 1, default));
    }

    /// <summary>Against a provider that counts requests and tokens in windows of a second, on a clock of its own, so that the machine's speed is of no account.</summary>
    [Fact]
    public void A_quota_that_is_doubled_and_halved_is_used_and_hardly_ever_passed()
    {
        var run = LimiterSimulation.Run(time => new LimiterAdmission(time), [1, 2, 1, 0.5, 1]);

        Assert.InRange(run.Use, 0.95, 1);
        Assert.InRange(run.Refused, 0, 0.01);
        Assert.All(run.Convergence, seconds => Assert.InRange(seconds, 0, 25));
    }

    private ModelLimiter Limiter(ModelCeiling ceiling) => new(ceiling, _time);

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private static int Count(List<Task<ModelLease>> leases) => leases.Count(lease => lease.IsCompletedSuccessfully);
}
