using Microsoft.Extensions.Time.Testing;

namespace Aigc.ImageService.Tests.Serving;

public sealed class WorkLineTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Who_comes_to_a_full_line_is_sent_away_and_the_line_moves_when_a_place_is_left()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 1 });
        var first = line.TryEnter("white", 1)!;
        var second = line.TryEnter("white", 1)!;
        await first.StartAsync(CancellationToken.None);
        var waiting = second.StartAsync(CancellationToken.None);

        Assert.Null(line.TryEnter("white", 1));
        Assert.False(waiting.IsCompleted);

        first.Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.NotNull(line.TryEnter("white", 1));
    }

    [Fact]
    public async Task Who_gives_up_waiting_frees_the_place_and_takes_no_slot_along()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 1 });
        var first = line.TryEnter("white", 1)!;
        await first.StartAsync(CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        using (var second = line.TryEnter("white", 1)!)
        {
            var waiting = second.StartAsync(leaving.Token);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        var third = line.TryEnter("white", 1)!;
        Assert.False(third.StartAsync(CancellationToken.None).IsCompleted);
        Assert.Null(line.TryEnter("white", 1));
    }

    [Fact]
    public void The_bodies_of_the_whole_line_are_bounded()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 100, BodyMegabytes = 32 });
        const long Half = 16 * 1024 * 1024;
        using var first = line.TryEnter("white", Half);
        var second = line.TryEnter("white", Half)!;

        Assert.Null(line.TryEnter("white", 1));

        second.Dispose();
        Assert.NotNull(line.TryEnter("white", 1));
    }

    [Fact]
    public async Task The_time_to_come_back_follows_the_service_time_and_the_length_of_the_line()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 20 }, _time);
        for (var i = 0; i < 60; i++)
        {
            using var place = line.TryEnter("white", 1)!;
            await place.StartAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        var places = Enumerable.Range(0, 10).Select(_ => line.TryEnter("white", 1)).ToList();

        Assert.Equal(10, places.Count);
        Assert.Equal(TimeSpan.FromSeconds(20), line.RetryAfter);
    }
}
