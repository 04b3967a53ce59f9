using Aigc.ImageService.Pipeline;

namespace Aigc.ImageService.Tests.Pipeline;

public sealed class WorkSlotsTests
{
    [Fact]
    public async Task Who_comes_to_a_full_line_is_sent_away_and_the_line_moves_when_a_slot_is_left()
    {
        var slots = new WorkSlots(atOnce: 1, waiting: 1);
        var first = await slots.EnterAsync(CancellationToken.None);
        var second = slots.EnterAsync(CancellationToken.None);

        Assert.NotNull(first);
        Assert.False(second.IsCompleted);
        Assert.Null(await slots.EnterAsync(CancellationToken.None));

        first.Dispose();
        using var moved = await second.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(moved);
    }

    [Fact]
    public async Task Who_gives_up_waiting_frees_the_place_in_the_line()
    {
        var slots = new WorkSlots(atOnce: 1, waiting: 1);
        using var first = await slots.EnterAsync(CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        var waiting = slots.EnterAsync(leaving.Token);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.False(slots.EnterAsync(CancellationToken.None).IsCompleted);
    }
}
