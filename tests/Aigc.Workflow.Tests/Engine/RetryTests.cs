using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine;

public sealed class RetryTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_policy_tries_again_until_it_works(bool replayAlways)
    {
        var calls = 0;
        await using var host = await StartAsync(new RetryPolicy(3, Step), () => ++calls < 3 ? throw new InvalidOperationException("not yet") : "done", replayAlways);

        Assert.Equal("done", (await host.EndAsync(await host.StartNewAsync("Try", ""), Step)).ReadOutputAs<string>());
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_policy_gives_up_after_its_attempts_with_the_last_failure()
    {
        var calls = 0;
        await using var host = await StartAsync(new RetryPolicy(4, Step), () => throw new InvalidOperationException($"no {++calls}"));

        var end = await host.EndAsync(await host.StartNewAsync("Try", ""), Step);

        Assert.Equal((OrchestrationRuntimeStatus.Failed, 4), (end.RuntimeStatus, calls));
        Assert.Equal("no 4", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Waits_grow_by_the_coefficient_up_to_the_longest()
    {
        var at = new List<DateTimeOffset>();
        EngineHost? host = null;
        host = await StartAsync(new RetryPolicy(4, Step, backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromSeconds(5)), () => { at.Add(host!.Time.GetUtcNow()); throw new InvalidOperationException("no"); });
        await using var _ = host;

        await host.EndAsync(await host.StartNewAsync("Try", ""), TimeSpan.FromMilliseconds(500));

        var waits = at.Zip(at.Skip(1), (before, after) => (after - before).TotalSeconds).ToList();
        Assert.Equal([1, 3, 5], waits);
    }

    [Fact]
    public async Task A_policy_stops_when_its_time_is_over()
    {
        var calls = 0;
        await using var host = await StartAsync(new RetryPolicy(100, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(3)), () => { calls++; throw new InvalidOperationException("no"); });

        await host.EndAsync(await host.StartNewAsync("Try", ""), TimeSpan.FromSeconds(30));

        // At 0, 1, 2 and 3 minutes.
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task A_failure_that_the_policy_does_not_handle_is_not_tried_again()
    {
        var calls = 0;
        var policy = new RetryPolicy(5, Step) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        await using var host = await StartAsync(policy, () => { calls++; throw new InvalidOperationException("no"); });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Try", "")).RuntimeStatus);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_handler_decides_on_each_failure()
    {
        var calls = 0;
        await using var host = await StartAsync(TaskRetryOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3 && retry.LastFailure.IsCausedBy<InvalidOperationException>()), () => { calls++; throw new InvalidOperationException("no"); });

        await host.RunAsync("Try", "");

        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_handler_may_wait_on_a_durable_timer()
    {
        var calls = 0;
        var handler = TaskRetryOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
            return true;
        });
        await using var host = await StartAsync(handler, () => ++calls < 3 ? throw new InvalidOperationException("no") : "done");
        var began = host.Time.GetUtcNow();

        await host.EndAsync(await host.StartNewAsync("Try", ""), TimeSpan.FromMinutes(5));

        Assert.True(host.Time.GetUtcNow() - began >= TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task A_sub_orchestration_is_tried_again_as_a_whole()
    {
        var calls = 0;
        await using var host = await EngineHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>("Child", "x", new SubOrchestrationOptions(new RetryPolicy(3, Step), "the-child")))
            .AddOrchestratorFunc<string, string>("Child", (context, _) => context.CallActivityAsync<string>("Work"))
            .AddActivityFunc<object?, string>("Work", Task<string> (_, _) => ++calls < 3 ? throw new InvalidOperationException("no") : Task.FromResult("done")));

        Assert.Equal("done", (await host.EndAsync(await host.StartNewAsync("Parent", ""), Step)).ReadOutputAs<string>());
        Assert.Equal(3, calls);
    }

    private static Task<EngineHost> StartAsync(TaskRetryOptions retry, Func<string> work, bool replayAlways = false) => EngineHost.StartAsync(
        tasks => tasks.AddOrchestratorFunc<string, string>("Try", (context, _) => context.CallActivityAsync<string>("Work", null, new TaskOptions(retry)))
            .AddActivityFunc<object?, string>("Work", Task<string> (_, _) => Task.FromResult(work())),
        options => options.ReplayAfterEveryEpisode = replayAlways);
}
