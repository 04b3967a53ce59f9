namespace Aigc.Core.Tests.Architecture;

public sealed class TenantTurnsTests
{
    [Fact]
    public async Task Work_stays_on_the_scheduler_of_whoever_spreads_it()
    {
        var line = new ConcurrentExclusiveSchedulerPair().ConcurrentScheduler;
        var seen = new System.Collections.Concurrent.ConcurrentBag<TaskScheduler>();

        await await Task.Factory.StartNew(async () =>
        {
            await TenantTurns.ForEachAsync(Enumerable.Range(0, 20), 4, async (_, _) =>
            {
                seen.Add(TaskScheduler.Current);
                await Task.Yield();
                seen.Add(TaskScheduler.Current);
            });
            await TenantTurns.StartAsync(() =>
            {
                seen.Add(TaskScheduler.Current);
                return Task.FromResult(0);
            });
        }, CancellationToken.None, TaskCreationOptions.None, line);

        Assert.Equal(41, seen.Count);
        Assert.All(seen, scheduler => Assert.Same(line, scheduler));
    }
}
