using Microsoft.DurableTask;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>One group's flood is not another's wait.</summary>
public sealed class FairnessTests
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task An_instance_of_another_group_ends_while_one_group_holds_every_place()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.MaxConcurrentActivities = 2);
        var flood = await host.StartNewAsync("Fan", 50, "big:order-1");

        await host.EndAsync(await host.StartNewAsync("Chain", 5, "small:order-1"));

        Assert.False((await host.Client.GetInstanceAsync(flood))!.IsCompleted);
        _release.SetResult();
        Assert.Equal("50", (await host.EndAsync(flood)).SerializedOutput);
    }

    [Fact]
    public async Task What_names_the_group_is_an_option()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => (options.MaxConcurrentActivities, options.GroupSeparator) = (2, '/'));
        await host.StartNewAsync("Fan", 50, "big/order-1");

        await host.EndAsync(await host.StartNewAsync("Chain", 5, "small/order-1"));

        _release.SetResult();
    }

    private void Tasks(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<int, int>("Fan", async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Held", i)))).Length)
        .AddOrchestratorFunc<int, int>("Chain", async (context, count) =>
        {
            for (var i = 0; i < count; i++) await context.CallActivityAsync<int>("Quick", i);
            return count;
        })
        .AddActivityFunc<int, int>("Held", async (_, i) =>
        {
            await _release.Task;
            return i;
        })
        .AddActivityFunc<int, int>("Quick", (_, i) => i);
}
