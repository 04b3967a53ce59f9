using System.Threading.Channels;
using Microsoft.DurableTask;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>A result belongs to the call that asked for it, however often its instance id is used.</summary>
public sealed class ReusedIdTests
{
    private static readonly Action<DurableTaskRegistry> Family = tasks => tasks
        .AddOrchestratorFunc<string, string>("Parent", (context, child) => context.CallSubOrchestratorAsync<string>("Child", "", new SubOrchestrationOptions(instanceId: child)))
        .AddOrchestratorFunc<int, string>("Again", StartOverWithAChildAsync)
        .AddOrchestratorFunc<string, string>("Child", (context, _) => context.WaitForExternalEvent<string>("go"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_activity_of_a_terminated_run_does_not_answer_the_next_one(bool purged)
    {
        var begun = Channel.CreateUnbounded<TaskCompletionSource<string>>();
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Slow", (context, text) => context.CallActivityAsync<string>("Slowly", text))
            .AddActivityFunc<string, string>("Slowly", (_, _) =>
            {
                var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                begun.Writer.TryWrite(gate);
                return gate.Task;
            }), options => options.MaxConcurrentActivities = 1);
        await host.StartNewAsync("Slow", "a", "id");
        var first = await begun.Reader.ReadAsync();
        await host.Client.TerminateInstanceAsync("id");
        if (purged) await host.Client.PurgeInstanceAsync("id");

        await host.StartNewAsync("Slow", "b", "id");
        // There is one place for activities: the second begins only when the result of the first was handed over.
        first.SetResult("old");
        (await begun.Reader.ReadAsync()).SetResult("new");

        Assert.Equal("new", (await host.EndAsync("id")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_child_of_a_terminated_parent_does_not_answer_the_next_one()
    {
        await using var host = await EngineHost.StartAsync(Family);
        await host.StartNewAsync("Parent", "first", "p");
        await host.ExistsAsync("first");
        await host.Client.TerminateInstanceAsync("p");
        await host.StartNewAsync("Parent", "second", "p");
        await host.ExistsAsync("second");

        await host.Client.RaiseEventAsync("first", "go", "old");
        await host.EndAsync("first");
        await host.Client.RaiseEventAsync("second", "go", "new");

        Assert.Equal("new", (await host.EndAsync("p")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_child_id_that_the_generation_before_still_uses_is_a_failure_of_the_call()
    {
        await using var host = await EngineHost.StartAsync(Family);
        var id = await host.StartNewAsync("Again", 0);
        await host.ExistsAsync("kid");

        await host.Client.RaiseEventAsync(id, "over", "");

        Assert.Contains("already running", (await host.EndAsync(id)).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    private static async Task<string> StartOverWithAChildAsync(TaskOrchestrationContext context, int round)
    {
        var child = context.CallSubOrchestratorAsync<string>("Child", "", new SubOrchestrationOptions(instanceId: "kid"));
        if (round == 0)
        {
            await context.WaitForExternalEvent<string>("over");
            context.ContinueAsNew(1);
            return "";
        }
        try
        {
            return await child;
        }
        catch (TaskFailedException failure)
        {
            return failure.FailureDetails.ErrorMessage;
        }
    }
}
