using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

public sealed class ScheduledStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_before_the_start_is_durable_at_once_and_taken_when_it_starts(bool crashes)
    {
        await using var host = await StartAsync();
        var id = await LaterAsync(host);

        await host.Client.RaiseEventAsync(id, "e", "early").WaitAsync(Patience);
        if (crashes) await host.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Equal("early", (await host.EndAsync(id, TimeSpan.FromMinutes(30))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task It_can_be_terminated_before_it_starts()
    {
        await using var host = await StartAsync();
        var id = await LaterAsync(host);

        await host.Client.TerminateInstanceAsync(id).WaitAsync(Patience);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(id)).RuntimeStatus);
    }

    private static Task<EngineHost> StartAsync() =>
        EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("e")));

    private static Task<string> LaterAsync(EngineHost host) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "", new StartOrchestrationOptions(null, host.Time.GetUtcNow().AddHours(1)));
}
