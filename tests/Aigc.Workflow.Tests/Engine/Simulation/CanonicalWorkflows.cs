using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>Ten workflows that between them use everything that the engine keeps.</summary>
internal static class CanonicalWorkflows
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IReadOnlyList<CanonicalWorkflow> All { get; } =
    [
        new("sequence", registry => registry.AddOrchestratorFunc<string, string>("Sequence", SequenceAsync), [Start("Sequence", "sequence"), End("sequence")], "sequence"),
        new("fan-out", registry => registry.AddOrchestratorFunc<string, string>("FanOut", FanOutAsync), [Start("FanOut", "fan"), End("fan")], "fan"),
        new("sub-orchestration", registry => registry.AddOrchestratorFunc<string, string>("Parent", ParentAsync).AddOrchestratorFunc<string, string>("Leaf", SequenceAsync), [Start("Parent", "parent"), End("parent")], "parent", "parent-named"),
        new("timer race", registry => registry.AddOrchestratorFunc<string, string>("Race", RaceAsync), [Start("Race", "race"), End("race")], "race"),
        new("external events", registry => registry.AddOrchestratorFunc<string, string>("Events", EventsAsync),
            [Start("Events", "events"), Raise("events", "c", "3"), Raise("events", "a", "1"), Raise("events", "b", "2"), End("events")], "events"),
        new("continue-as-new", registry => registry.AddOrchestratorFunc<Tally, string>("Tally", TallyAsync),
            [Start("Tally", "tally", new Tally("tally", [])), .. Enumerable.Range(0, 5).Select(number => Raise("tally", "e", number)), End("tally")], "tally"),
        new("retries", registry => registry.AddOrchestratorFunc<string, string>("Retry", RetryAsync), [Start("Retry", "retry"), End("retry")], "retry"),
        new("suspend and resume", registry => registry.AddOrchestratorFunc<string, string>("Suspended", SuspendedAsync),
            [Start("Suspended", "suspend"), client => client.SuspendInstanceAsync("suspend"), Raise("suspend", "go", "kept"), client => client.ResumeInstanceAsync("suspend"), End("suspend")], "suspend"),
        new("terminate recursive", registry => registry.AddOrchestratorFunc<string, string>("Tree", TreeAsync),
            [Start("Tree", "tree"), Exists("tree+kid+kid"), client => client.TerminateInstanceAsync("tree", new TerminateInstanceOptions("enough", Recursive: true)), End("tree"), End("tree+kid"), End("tree+kid+kid")], "tree", "tree+kid", "tree+kid+kid"),
        new("approval with a time-out", registry => registry.AddOrchestratorFunc<string, string>("Approval", ApprovalAsync),
            [Start("Approval", "approved"), Start("Approval", "expired"), Raise("approved", "decision", "yes"), End("approved"), End("expired")], "approved", "expired"),
    ];

    private static async Task<string> SequenceAsync(TaskOrchestrationContext context, string key)
    {
        var done = "";
        for (var i = 0; i < 4; i++) done += await WorkAsync(context, $"{key}/{i}");
        return done;
    }

    private static async Task<string> FanOutAsync(TaskOrchestrationContext context, string key) =>
        string.Join(' ', await Task.WhenAll(Enumerable.Range(0, 6).Select(i => WorkAsync(context, $"{key}/{i}"))));

    private static async Task<string> ParentAsync(TaskOrchestrationContext context, string key)
    {
        var kids = Enumerable.Range(0, 2).Select(i => context.CallSubOrchestratorAsync<string>("Leaf", $"{key}/{i}"));
        var named = context.CallSubOrchestratorAsync<string>("Leaf", $"{key}/named", new SubOrchestrationOptions(instanceId: key + "-named"));
        return string.Join(' ', await Task.WhenAll(kids)) + await named;
    }

    private static async Task<string> RaceAsync(TaskOrchestrationContext context, string key)
    {
        using var over = new CancellationTokenSource();
        var late = context.CreateTimer(Day, over.Token);
        var work = WorkAsync(context, key + "/quick");
        var quick = await Task.WhenAny(late, work) == work;
        over.Cancel();
        var slow = await Task.WhenAny(context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None), context.WaitForExternalEvent<string>("never"));
        await slow;
        return $"{quick} {await WorkAsync(context, key + "/after")}";
    }

    private static async Task<string> EventsAsync(TaskOrchestrationContext context, string key) =>
        await context.WaitForExternalEvent<string>("a") + await WorkAsync(context, key + "/between") + await context.WaitForExternalEvent<string>("b") + await context.WaitForExternalEvent<string>("c");

    private static async Task<string> TallyAsync(TaskOrchestrationContext context, Tally tally)
    {
        if (tally.Seen.Length == 5) return string.Join(',', tally.Seen.Order());
        var number = await context.WaitForExternalEvent<int>("e");
        if (tally.Seen.Contains(number)) context.ContinueAsNew(tally);
        else
        {
            await WorkAsync(context, $"{tally.Key}/{tally.Seen.Length}");
            context.ContinueAsNew(tally with { Seen = [.. tally.Seen, number] });
        }
        return "";
    }

    private static Task<string> RetryAsync(TaskOrchestrationContext context, string key) =>
        context.CallActivityAsync<string>(SimulatedWorld.Flaky, key, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), 2)));

    private static async Task<string> SuspendedAsync(TaskOrchestrationContext context, string key) =>
        await context.WaitForExternalEvent<string>("go") + await WorkAsync(context, key + "/after");

    private static async Task<string> TreeAsync(TaskOrchestrationContext context, string key) =>
        key.Contains("+kid+kid", StringComparison.Ordinal)
            ? await context.WaitForExternalEvent<string>("never")
            : await context.CallSubOrchestratorAsync<string>("Tree", key + "+kid", new SubOrchestrationOptions(instanceId: key + "+kid"));

    private static async Task<string> ApprovalAsync(TaskOrchestrationContext context, string key)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("decision", Day) + await WorkAsync(context, key + "/released");
        }
        catch (TaskCanceledException)
        {
            return "nobody came";
        }
    }

    private static Task<string> WorkAsync(TaskOrchestrationContext context, string key) => context.CallActivityAsync<string>(SimulatedWorld.Work, key);

    private static Func<DurableTaskClient, Task> Start(string name, string id, object? input = null) => async client =>
    {
        // Whoever repeats a start that was not answered must not begin the work anew.
        var options = new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        if (await client.GetInstanceAsync(id) is null) await client.ScheduleNewOrchestrationInstanceAsync(name, input ?? id, options);
    };

    private static Func<DurableTaskClient, Task> Raise(string id, string name, object payload) => client => client.RaiseEventAsync(id, name, payload);

    private static Func<DurableTaskClient, Task> End(string id) => client => client.WaitForInstanceCompletionAsync(id);

    private static Func<DurableTaskClient, Task> Exists(string id) => async client =>
    {
        while (await client.GetInstanceAsync(id) is null) await Task.Yield();
    };

    internal sealed record Tally(string Key, int[] Seen);
}
