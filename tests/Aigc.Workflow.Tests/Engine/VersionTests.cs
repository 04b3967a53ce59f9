using Microsoft.DurableTask;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>An instance finishes on the version it was started with, whatever is deployed meanwhile.</summary>
public sealed class VersionTests
{
    private static readonly Action<DurableTaskRegistry> First = tasks => tasks.AddOrchestratorFunc<string, string>("Flow", "1.0", FirstAsync).AddActivityFunc<string, string>("Old", (_, text) => "old " + text);

    private static readonly Action<DurableTaskRegistry> Both = tasks => tasks
        .AddOrchestratorFunc<string, string>("Flow", "1.0", FirstAsync).AddOrchestratorFunc<string, string>("Flow", "2.0", SecondAsync)
        .AddActivityFunc<string, string>("Old", (_, text) => "old " + text).AddActivityFunc<string, string>("New", (_, text) => "new " + text);

    [Fact]
    public async Task An_instance_in_flight_finishes_on_its_version_and_the_next_one_takes_the_new_default()
    {
        await using var host = await EngineHost.StartAsync(First);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Flow", "", new StartOrchestrationOptions("before") { Version = "1.0" });
        await host.Client.WaitForInstanceStartAsync("before");
        host.DefaultVersion = "2.0";

        await host.RestartAsync(Both);
        await host.StartNewAsync("Flow", "", id: "after");
        foreach (var id in new[] { "before", "after" }) await host.Client.RaiseEventAsync(id, "go", id);

        Assert.Equal("old before", (await host.EndAsync("before")).ReadOutputAs<string>());
        Assert.Equal("new after", (await host.EndAsync("after")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Without_its_version_an_instance_fails_and_says_which_one_is_missing()
    {
        await using var host = await EngineHost.StartAsync(First);

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Flow", "", new StartOrchestrationOptions("x") { Version = "3.0" });

        Assert.Equal("There is no orchestrator named 'Flow' with version '3.0' in this host.", (await host.EndAsync("x")).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task A_name_without_any_version_serves_every_version()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Flow", async (context, _) => context.CompareVersionTo("2.0") < 0 ? "older" : await context.CallActivityAsync<string>("Say", "")).AddActivityFunc<string, string>("Say", (context, _) => "version " + context.Version));

        async Task<string> EndOf(string version)
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Flow", "", new StartOrchestrationOptions(version) { Version = version });
            return (await host.EndAsync(version)).ReadOutputAs<string>()!;
        }

        Assert.Equal(["older", "version 2.0", "version 10.0"], [await EndOf("1.9"), await EndOf("2.0"), await EndOf("10.0")]);
    }

    [Fact]
    public async Task An_activity_and_a_child_take_the_version_of_the_call_or_else_of_the_caller()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Flow", async (context, _) => string.Join(' ',
                await context.CallActivityAsync<string>("Say", ""), await context.CallActivityAsync<string>("Say", "", new TaskOptions { Version = "2" }),
                await context.CallSubOrchestratorAsync<string>("Kid", ""), await context.CallSubOrchestratorAsync<string>("Kid", "", new SubOrchestrationOptions { Version = "2" })))
            .AddOrchestratorFunc<string, string>("Kid", (context, _) => Task.FromResult("kid" + context.Version))
            .AddActivityFunc<string, string>("Say", "1", (_, _) => Task.FromResult("one")).AddActivityFunc<string, string>("Say", "2", (_, _) => Task.FromResult("two")), options => options.ReplayAfterEveryEpisode = true);

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Flow", "", new StartOrchestrationOptions("x") { Version = "1" });

        Assert.Equal("one two kid1 kid2", (await host.EndAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_class_says_its_version_by_its_attribute()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestrator<FlowOne>().AddOrchestrator<FlowTwo>());

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Classes", "", new StartOrchestrationOptions("x") { Version = "2" });

        Assert.Equal("two", (await host.EndAsync("x")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Whoever_continues_as_new_may_move_on_to_the_next_version()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Flow", "1", (context, _) =>
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = "moved", NewVersion = "2" });
                return Task.FromResult("");
            })
            .AddOrchestratorFunc<string, string>("Flow", "2", (_, input) => Task.FromResult(input)));

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Flow", "", new StartOrchestrationOptions("x") { Version = "1" });

        Assert.Equal("moved", (await host.EndAsync("x")).ReadOutputAs<string>());
    }

    private static async Task<string> FirstAsync(TaskOrchestrationContext context, string input) => await context.CallActivityAsync<string>("Old", await context.WaitForExternalEvent<string>("go"));

    private static async Task<string> SecondAsync(TaskOrchestrationContext context, string input) => await context.CallActivityAsync<string>("New", await context.WaitForExternalEvent<string>("go"));

    [DurableTask("Classes", Version = "1")]
    private sealed class FlowOne : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => Task.FromResult("one");
    }

    [DurableTask("Classes", Version = "2")]
    private sealed class FlowTwo : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => Task.FromResult("two");
    }
}
