using Microsoft.Extensions.Time.Testing;
using Batcher = Aigc.ImageService.Models.MicroBatcher<float[], float[]>;

namespace Aigc.ImageService.Tests.Models;

public sealed class MicroBatcherTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);
    private readonly WatchedTime _time = new();
    private readonly HeldNetwork _network = new();

    [Fact]
    public async Task Who_is_alone_waits_for_nobody()
    {
        var alone = Call(Of(4), 7);
        _network.Go();

        await GaveAsync(alone, 14);
        Assert.Equal([1], _network.Sizes);
    }

    [Fact]
    public async Task Calls_that_come_together_run_together_and_each_gets_its_own()
    {
        var batcher = Of(4);
        var first = await EnteredAsync(batcher, 1);
        Task<float[]>[] together = [Call(batcher, 2), Call(batcher, 3), Call(batcher, 4), Call(batcher, 5)];
        await _network.EnteredAsync();
        _network.Go(2);

        await GaveAsync(first, 2);
        for (var i = 0; i < 4; i++) await GaveAsync(together[i], 4 + (2 * i));
        Assert.Equal([1, 4], _network.Sizes.Order());
    }

    [Fact]
    public async Task A_batch_that_does_not_fill_up_runs_after_the_wait()
    {
        var batcher = Of(4);
        var first = await EnteredAsync(batcher, 1);
        var late = Call(batcher, 2);
        await _time.TimerAsync();
        _network.Go(2);

        _time.Advance(Wait);

        await GaveAsync(late, 4);
        await GaveAsync(first, 2);
        Assert.Equal([1, 1], _network.Sizes);
    }

    [Fact]
    public async Task Once_all_who_attend_have_joined_nobody_waits_for_the_clock()
    {
        var batcher = Of(4);
        using var one = batcher.Attend();
        using var two = batcher.Attend();
        var first = Joining(batcher, 1, 1);
        await _time.TimerAsync();
        _network.Go();

        var second = Joining(batcher, 1, 2);

        await GaveAsync(first, 2);
        await GaveAsync(second, 4);
        Assert.Equal([2], _network.Sizes);
    }

    [Fact]
    public async Task Nobody_waits_for_one_who_attends_no_more()
    {
        var batcher = Of(4);
        using var one = batcher.Attend();
        var two = batcher.Attend();
        var call = Joining(batcher, 1, 1);
        await _time.TimerAsync();
        _network.Go();

        two.Dispose();

        await GaveAsync(call, 2);
    }

    [Fact]
    public async Task Calls_that_fit_into_no_common_run_do_not_wait_for_each_other()
    {
        var batcher = Of(4);
        using var one = batcher.Attend();
        using var two = batcher.Attend();
        var narrow = Joining(batcher, 1, 1);
        await _time.TimerAsync();
        _network.Go(2);

        var wide = Joining(batcher, 1, 2, 3);

        await GaveAsync(narrow, 2);
        await GaveAsync(wide, 4, 6);
    }

    [Fact]
    public async Task A_call_of_several_pictures_that_would_be_too_many_opens_the_next_run()
    {
        var batcher = Of(4);
        using var one = batcher.Attend();
        using var two = batcher.Attend();
        using var three = batcher.Attend();
        var first = Joining(batcher, 3, 1);
        await _time.TimerAsync();
        _network.Go(2);

        var second = Joining(batcher, 2, 2);

        await GaveAsync(first, 2);
        await _time.TimerAsync();
        _time.Advance(Wait);
        await GaveAsync(second, 4);
        Assert.Equal([1, 1], _network.Sizes);
    }

    [Fact]
    public async Task Other_shapes_run_apart()
    {
        var batcher = Of(2);
        var first = await EnteredAsync(batcher, 1);
        Task<float[]>[] others = [Call(batcher, 2), Call(batcher, 3, 4), Call(batcher, 5), Call(batcher, 6, 7)];
        await _network.EnteredAsync();
        await _network.EnteredAsync();
        _network.Go(3);

        await GaveAsync(others[0], 4);
        await GaveAsync(others[1], 6, 8);
        await GaveAsync(others[2], 10);
        await GaveAsync(others[3], 12, 14);
        await first;
        Assert.Equal([1, 2, 2], _network.Sizes.Order());
    }

    [Fact]
    public async Task Whoever_is_cancelled_leaves_at_once_and_the_others_get_theirs()
    {
        var batcher = Of(2);
        var first = await EnteredAsync(batcher, 1);
        using var leaving = new CancellationTokenSource();
        var leader = Call(batcher, 2);
        await _time.TimerAsync();
        var follower = Call(batcher, leaving.Token, 3);
        await _network.EnteredAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower);
        _network.Go(2);
        await GaveAsync(leader, 4);
        await first;
    }

    [Fact]
    public async Task A_run_whose_calls_have_all_left_is_given_up()
    {
        var batcher = Of(2);
        using var leaving = new CancellationTokenSource();
        var call = Call(batcher, leaving.Token, 3);
        await _network.EnteredAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, _network.GivenUp);
    }

    [Fact]
    public async Task What_fails_fails_for_every_call_of_the_batch()
    {
        var batcher = Of(2);
        var first = await EnteredAsync(batcher, 1);
        Task<float[]>[] together = [Call(batcher, -1), Call(batcher, 2)];
        await _network.EnteredAsync();
        _network.Go(2);

        foreach (var call in together) await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        await GaveAsync(first, 2);
    }

    private Batcher Of(int most) => new(most, Wait, _time, _network.Run);

    // Somebody is about: whoever comes next waits for others.
    private async Task<Task<float[]>> EnteredAsync(Batcher batcher, float value)
    {
        var call = Call(batcher, value);
        await _network.EnteredAsync();
        return call;
    }

    private static async Task GaveAsync(Task<float[]> call, params float[] values) => Assert.Equal(values.AsEnumerable(), await call);

    private static Task<float[]> Call(Batcher batcher, params float[] values) => Call(batcher, CancellationToken.None, values);

    private static Task<float[]> Call(Batcher batcher, CancellationToken cancellationToken, params float[] values) =>
        Task.Factory.StartNew(() => Attended(batcher, values, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task<float[]> Joining(Batcher batcher, int items, params float[] values) =>
        Task.Factory.StartNew(() => batcher.Run($"{values.Length}", values, items, CancellationToken.None), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static float[] Attended(Batcher batcher, float[] values, CancellationToken cancellationToken)
    {
        using var attending = batcher.Attend();
        return batcher.Run($"{values.Length}", values, 1, cancellationToken);
    }

    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly SemaphoreSlim _timers = new(0);

        public async Task TimerAsync() => Assert.True(await _timers.WaitAsync(TimeSpan.FromSeconds(60)), "Nobody waits.");

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _timers.Release();
            return timer;
        }
    }

    /// <summary>Doubles what it is given, when the test lets it; refuses what is negative.</summary>
    private sealed class HeldNetwork
    {
        private readonly SemaphoreSlim _go = new(0);
        private readonly SemaphoreSlim _entered = new(0);
        private readonly List<int> _sizes = [];
        private int _givenUp;

        public IReadOnlyList<int> Sizes { get { lock (_sizes) return [.. _sizes]; } }

        public int GivenUp => _givenUp;

        public IReadOnlyList<float[]> Run(IReadOnlyList<float[]> calls, CancellationToken cancellationToken)
        {
            _entered.Release();
            try
            {
                Assert.True(_go.Wait(TimeSpan.FromSeconds(60), cancellationToken), "Nobody let it go.");
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _givenUp);
                throw;
            }
            lock (_sizes) _sizes.Add(calls.Count);
            if (calls.Any(call => call.Any(value => value < 0))) throw new InvalidOperationException("Negative.");
            return [.. calls.Select(call => Array.ConvertAll(call, value => value * 2))];
        }

        public void Go(int runs = 1) => _go.Release(runs);

        public async Task EnteredAsync() => Assert.True(await _entered.WaitAsync(TimeSpan.FromSeconds(60)), "No run began.");
    }
}
