using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Tests.Serving;

public sealed class PixelBudgetTests
{
    private const long Million = 1_000_000;
    private readonly PixelBudget _budget = new(Options.Create(new ServingOptions { Megapixels = 100 }));

    [Fact]
    public async Task Giants_wait_for_each_other()
    {
        var first = await _budget.TakeAsync(60 * Million, CancellationToken.None);
        var second = _budget.TakeAsync(60 * Million, CancellationToken.None);

        Assert.False(second.IsCompleted);

        first.Dispose();
        using var taken = await second.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_small_picture_does_not_overtake_a_giant_for_ever()
    {
        var first = await _budget.TakeAsync(60 * Million, CancellationToken.None);
        var giant = _budget.TakeAsync(100 * Million, CancellationToken.None);
        var small = _budget.TakeAsync(Million, CancellationToken.None);

        Assert.False(small.IsCompleted);

        first.Dispose();
        (await giant.WaitAsync(TimeSpan.FromSeconds(60))).Dispose();
        using var taken = await small.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task What_is_larger_than_the_whole_budget_is_worked_on_alone_and_holds_nobody_up_for_ever()
    {
        var small = await _budget.TakeAsync(Million, CancellationToken.None);
        var first = _budget.TakeAsync(180 * Million, CancellationToken.None);
        var second = _budget.TakeAsync(101 * Million, CancellationToken.None);

        Assert.False(first.IsCompleted);

        small.Dispose();
        var alone = await first.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(second.IsCompleted);

        alone.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(60))).Dispose();
        using var all = await _budget.TakeAsync(100 * Million, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(_budget.TakeAsync(1, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_up_and_takes_nothing()
    {
        var first = await _budget.TakeAsync(60 * Million, CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        var giant = _budget.TakeAsync(100 * Million, leaving.Token);
        var small = _budget.TakeAsync(40 * Million, CancellationToken.None);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => giant);
        using var taken = await small.WaitAsync(TimeSpan.FromSeconds(60));
        first.Dispose();
        using var rest = await _budget.TakeAsync(60 * Million, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
    }
}
