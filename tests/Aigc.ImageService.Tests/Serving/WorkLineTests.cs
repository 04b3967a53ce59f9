using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.ImageService.Tests.Serving;

public sealed class WorkLineTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Who_comes_to_a_full_line_is_sent_away_and_the_line_moves_when_a_place_is_left()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 1 });
        var first = Enter(line);
        var second = Enter(line);
        await first.StartAsync(CancellationToken.None);
        var waiting = second.StartAsync(CancellationToken.None);

        AssertRefused("queue-full", 503, () => Enter(line));
        Assert.False(waiting.IsCompleted);

        first.Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(60));
        using var next = Enter(line);
    }

    [Fact]
    public async Task Who_gives_up_waiting_frees_the_place_and_takes_no_slot_along()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 1 });
        var first = Enter(line);
        await first.StartAsync(CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        using (var second = Enter(line))
        {
            var waiting = second.StartAsync(leaving.Token);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        var third = Enter(line);
        Assert.False(third.StartAsync(CancellationToken.None).IsCompleted);
        AssertRefused("queue-full", 503, () => Enter(line));
    }

    [Fact]
    public void The_bodies_of_the_whole_line_are_bounded()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 100, BodyMegabytes = 32 });
        const long Half = 16 * 1024 * 1024;
        using var first = Enter(line, Half);
        var second = Enter(line, Half);

        AssertRefused("queue-full", 503, () => Enter(line));

        second.Dispose();
        using var next = Enter(line);
    }

    [Fact]
    public void What_is_brought_in_counts_until_it_is_known_to_be_less_and_is_gone_with_its_place()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 100, BodyMegabytes = 32 });
        const long Half = 16 * 1024 * 1024;
        var first = Enter(line, Half);
        first.Hold(Half);

        AssertRefused("queue-full", 503, () => Enter(line));
        AssertRefused("queue-full", 503, () => first.Hold(1));

        first.Keep(Half);
        var second = Enter(line, Half);
        AssertRefused("queue-full", 503, () => Enter(line));

        first.Dispose();
        second.Dispose();
        using var all = Enter(line, 2 * Half);
    }

    [Fact]
    public void A_key_has_its_share_of_the_places_and_of_the_bytes_and_gets_it_back()
    {
        const long Most = 75 * 1024 * 1024;
        var line = Line.Of(new() { AtOnce = 1, Waiting = 3, BodyMegabytes = 100, PerKeyPercent = 75, Keys = { "a", "b" } });

        AssertRefused("rate-limited", 429, () => Enter(line, Most + 1));
        var places = Enumerable.Range(0, 3).Select(_ => Enter(line, Most / 3)).ToList();
        AssertRefused("rate-limited", 429, () => Enter(line, 0));
        AssertRefused("rate-limited", 429, () => places[0].Hold(1));
        using var other = Enter(line, key: 1);

        places[0].Dispose();
        using var again = Enter(line, Most / 3);
    }

    [Fact]
    public async Task The_time_to_come_back_follows_the_service_time_and_the_length_of_the_line()
    {
        var line = Line.Of(new() { AtOnce = 1, Waiting = 20 }, _time);
        for (var i = 0; i < 60; i++)
        {
            using var place = Enter(line);
            await place.StartAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        var places = Enumerable.Range(0, 10).Select(_ => Enter(line)).ToList();

        Assert.Equal(10, places.Count);
        Assert.Equal(TimeSpan.FromSeconds(20), line.RetryAfter);
    }

    private static WorkLine.Place Enter(WorkLine line, long bytes = 1, int key = 0) => line.Enter("white", key, bytes);

    private static void AssertRefused(string code, int status, Action enter)
    {
        var problem = Assert.Throws<ImageProblemException>(enter);
        Assert.Equal((code, status), (problem.Code, problem.Status));
    }
}
