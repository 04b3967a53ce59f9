using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Aigc.Workflow.Tests.Engine;

public sealed class DeterminismTests
{
    [Fact]
    public async Task A_call_that_has_changed_its_name_is_found_with_its_slot()
    {
        await using var host = await EngineHost.StartAsync(TwoSteps("First", "Second"));
        var id = await host.StartNewAsync("Flow", "");
        await host.Client.WaitForInstanceStartAsync(id);

        await host.RestartAsync(TwoSteps("Renamed", "Second"));
        await host.Client.RaiseEventAsync(id, "go", "");
        var end = await host.EndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("slot 0", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("First", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("Renamed", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_no_longer_made_is_found()
    {
        await using var host = await EngineHost.StartAsync(TwoSteps("First", "Second"));
        var id = await host.StartNewAsync("Flow", "");
        await host.Client.WaitForInstanceStartAsync(id);

        await host.RestartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Flow", (context, _) => context.WaitForExternalEvent<string>("go")));
        await host.Client.RaiseEventAsync(id, "go", "");

        Assert.Contains("not deterministic", (await host.EndAsync(id)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_guids_and_the_clock_are_the_same_in_every_replay()
    {
        var seen = new List<string>();
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Draw", async (context, _) =>
            {
                var (first, second, now) = (context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime);
                lock (seen) seen.Add($"{first}{second}{now:O}");
                await context.CallActivityAsync<string>("Echo", "x");
                await context.CallActivityAsync<string>("Echo", "y");
                return first == second ? "same" : "different";
            }).AddActivityFunc<string, string>("Echo", (_, text) => text),
            options => options.ReplayAfterEveryEpisode = true);

        Assert.Equal("different", await host.ResultAsync<string>("Draw", ""));
        Assert.True(seen.Count > 1);
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task A_replay_safe_logger_says_each_thing_once()
    {
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Log", async (context, _) =>
            {
                var logger = context.CreateReplaySafeLogger("flow");
                Say(logger, "one");
                await context.CallActivityAsync<string>("Echo", "x");
                Say(logger, "two");
                await context.CallActivityAsync<string>("Echo", "y");
                return "done";
            }).AddActivityFunc<string, string>("Echo", (_, text) => text),
            options => options.ReplayAfterEveryEpisode = true);

        await host.ResultAsync<string>("Log", "");

        Assert.Equal(["one", "two"], host.Logged.Where(line => line is "one" or "two"));
    }

    [Fact]
    public async Task Awaiting_what_is_not_durable_fails_with_a_clear_word()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Cheat", async (_, _) =>
        {
            await new TaskCompletionSource().Task;
            return "done";
        }));

        Assert.Contains("not durable", (await host.RunAsync("Cheat", "")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_throws_at_once_fails_with_its_words()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Throw", Task<string> (_, _) => throw new FormatException("torn")));

        Assert.Equal("torn", (await host.RunAsync("Throw", "")).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task An_input_that_cannot_be_read_fails_the_orchestration_and_not_the_engine()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Number", (_, number) => Task.FromResult(number)));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Number", "not a number")).RuntimeStatus);
        Assert.Equal(7, await host.ResultAsync<int>("Number", 7));
    }

    private static Action<DurableTaskRegistry> TwoSteps(string first, string second) => tasks => tasks
        .AddOrchestratorFunc<string, string>("Flow", async (context, _) =>
        {
            var begun = context.CallActivityAsync<string>(first, "x");
            await context.WaitForExternalEvent<string>("go");
            return await begun + await context.CallActivityAsync<string>(second, "y");
        })
        .AddActivityFunc<string, string>(first, (_, text) => text).AddActivityFunc<string, string>(second, (_, text) => text);

    private static void Say(ILogger logger, string text) => logger.Log(LogLevel.Information, 0, text, null, (said, _) => said);

    [Fact]
    public async Task What_was_logged_before_a_wait_for_an_event_is_not_said_again_after_a_restart()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Wait", (context, _) =>
        {
            context.CreateReplaySafeLogger("wait").Log(LogLevel.Information, default, "waiting", null, (text, _) => text);
            return context.WaitForExternalEvent<string>("e");
        }));
        var id = await host.StartNewAsync("Wait", "");
        await host.Client.WaitForInstanceStartAsync(id);

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "e", "x");
        await host.EndAsync(id);

        Assert.Single(host.Logged, "waiting");
    }
}
