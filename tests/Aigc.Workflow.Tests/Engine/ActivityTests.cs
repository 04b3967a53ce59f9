using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

public sealed class ActivityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activities_in_sequence_give_their_results_in_order(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Cities", async (context, _) =>
            {
                var all = "";
                foreach (var city in new[] { "Tokyo", "London", "Seattle" }) all += await context.CallActivityAsync<string>("Hello", city) + ";";
                return all;
            }).AddActivityFunc<string, string>("Hello", (_, city) => $"Hello {city}"),
            options => options.ReplayAfterEveryEpisode = replayAlways);

        Assert.Equal("Hello Tokyo;Hello London;Hello Seattle;", await host.ResultAsync<string>("Cities", "x"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fan_out_gives_every_result_at_its_place(bool replayAlways)
    {
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<int, int[]>("Squares", (context, count) => Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i))))
                .AddActivityFunc<int, int>("Square", (_, i) => i * i),
            options => options.ReplayAfterEveryEpisode = replayAlways);

        Assert.Equal(Enumerable.Range(0, 300).Select(i => i * i), await host.ResultAsync<int[]>("Squares", 300));
    }

    [Fact]
    public async Task A_failure_arrives_as_a_task_failed_exception_with_its_cause()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Try", async (context, _) =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Break");
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.TaskName}|{failure.FailureDetails.IsCausedBy<ArithmeticException>()}|{failure.FailureDetails.InnerFailure!.ErrorMessage}";
                }
            })
            .AddActivityFunc<object?, string>("Break", Task<string> (_, _) => throw new DivideByZeroException("by zero", new InvalidOperationException("inner"))));

        Assert.Equal("Break|True|inner", await host.ResultAsync<string>("Try", ""));
    }

    [Fact]
    public async Task An_unhandled_failure_fails_the_orchestration_and_names_the_cause()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Try", (context, _) => context.CallActivityAsync<string>("Break"))
            .AddActivityFunc<object?, string>("Break", Task<string> (_, _) => throw new InvalidOperationException("no paper")));

        var end = await host.RunAsync("Try", "");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("no paper", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task An_activity_that_the_host_does_not_know_is_a_failure_that_says_so()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Try", (context, _) => context.CallActivityAsync<string>("Nowhere")));

        Assert.Contains("no activity named 'Nowhere'", (await host.RunAsync("Try", "")).FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_the_host_does_not_know_fails_and_says_so()
    {
        await using var host = await EngineHost.StartAsync(_ => { });

        Assert.Contains("no orchestrator named 'Nowhere'", (await host.RunAsync("Nowhere")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_cross_the_boundary_by_plain_json()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Order, Order>("Pass", (context, order) => context.CallActivityAsync<Order>("Raise", order))
            .AddActivityFunc<Order, Order>("Raise", (_, order) => order with { Price = order.Price + 1 }));

        Assert.Equal(new Order("o1", 3.5m, TimeSpan.FromHours(2)), await host.ResultAsync<Order>("Pass", new Order("o1", 2.5m, TimeSpan.FromHours(2))));
    }

    [Fact]
    public async Task Task_names_ignore_case()
    {
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Pass", (context, text) => context.CallActivityAsync<string>("ECHO", text))
            .AddActivityFunc<string, string>("Echo", (_, text) => text));

        Assert.Equal("x", await host.ResultAsync<string>("pass", "x"));
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_the_option_allows()
    {
        var (now, most) = (0, 0);
        var gate = new SemaphoreSlim(0);
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<int, int>("Many", async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("One", i)))).Length)
                .AddActivityFunc<int, int>("One", async (_, i) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref now));
                    await gate.WaitAsync();
                    Interlocked.Decrement(ref now);
                    return i;
                }),
            options => options.MaxConcurrentActivities = 3);
        var id = await host.StartNewAsync("Many", 12);

        gate.Release(12);

        Assert.Equal(12, (await host.EndAsync(id)).ReadOutputAs<int>());
        Assert.InRange(most, 1, 3);
    }

    private sealed record Order(string Id, decimal Price, TimeSpan Wait);
}
