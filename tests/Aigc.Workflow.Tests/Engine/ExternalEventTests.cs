using Microsoft.DurableTask;

namespace Aigc.Workflow.Tests.Engine;

public sealed class ExternalEventTests
{
    private static readonly Action<DurableTaskRegistry> Tasks = tasks => tasks
        .AddOrchestratorFunc<string, string>("Wait", (context, name) => context.WaitForExternalEvent<string>(name))
        .AddOrchestratorFunc<string, string>("WaitTwice", async (context, _) => await context.WaitForExternalEvent<string>("a") + await context.WaitForExternalEvent<string>("a"))
        .AddOrchestratorFunc<string, string>("Late", async (context, _) =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.WaitForExternalEvent<string>("a");
        })
        .AddOrchestratorFunc<string, string>("Timeout", async (context, _) =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("a", TimeSpan.FromHours(1));
            }
            catch (TaskCanceledException)
            {
                return "nobody came";
            }
        })
        .AddOrchestratorFunc<string, string>("Send", async (context, target) =>
        {
            context.SendEvent(target, "a", "sent");
            await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
            return "done";
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_raised_event_completes_the_wait(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.ReplayAfterEveryEpisode = replayAlways);
        var id = await host.StartNewAsync("Wait", "a");

        await host.Client.RaiseEventAsync(id, "a", "yes");

        Assert.Equal("yes", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Names_ignore_case()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Wait", "Approval");

        await host.Client.RaiseEventAsync(id, "aPPROVAL", "yes");

        Assert.Equal("yes", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_that_comes_before_the_wait_is_kept_for_it()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Late", "");

        await host.Client.RaiseEventAsync(id, "a", "early");
        await host.Client.RaiseEventAsync(id, "go", "");

        Assert.Equal("early", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_of_one_name_are_taken_in_the_order_they_came()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("WaitTwice", "");

        await host.Client.RaiseEventAsync(id, "a", "1");
        await host.Client.RaiseEventAsync(id, "a", "2");

        Assert.Equal("12", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_with_a_time_out_ends_when_nobody_comes()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Timeout", "");

        Assert.Equal("nobody came", (await host.EndAsync(id, step: TimeSpan.FromMinutes(10))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_in_time_wins_over_the_time_out()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Timeout", "");

        await host.Client.RaiseEventAsync(id, "a", "here");

        Assert.Equal("here", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_survives_a_crash_once_it_was_acknowledged()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var id = await host.StartNewAsync("Late", "");
        await host.Client.RaiseEventAsync(id, "a", "kept");

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "");

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_to_nobody_is_swallowed()
    {
        await using var host = await EngineHost.StartAsync(Tasks);

        await host.Client.RaiseEventAsync("nobody", "a", "x");

        Assert.Null(await host.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task An_orchestrator_can_send_an_event_to_another()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        var waiting = await host.StartNewAsync("Wait", "a");

        await host.StartNewAsync("Send", waiting);

        Assert.Equal("sent", (await host.EndAsync(waiting)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_sent_to_nobody_is_dropped_and_leaves_nothing_behind()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Send", (context, _) =>
        {
            context.SendEvent("nobody", "e", 1);
            return Task.FromResult("");
        }));
        await host.RunAsync("Send", "");

        await host.RestartAsync();

        Assert.Empty(host.Engine.Reader.Messages());
    }
}
