using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Benchmarks.Engine;

/// <summary>A piece of work of which the speed is measured.</summary>
/// <param name="Steps">What is counted: activities, children, timers or events.</param>
/// <param name="Naive">The same work for the naive engine, possibly less of it; null: it would take too long.</param>
internal sealed record Shape(string Name, int Steps, Func<DurableTaskClient, Task> RunAsync, NaiveWork? Naive = null)
{
    private const int Branches = 10;

    public static IReadOnlyList<Shape> All { get; } =
    [
        Chains(1_000, 5, new(100, 5, InParallel: false)),
        Chains(10_000, 5),
        Fans(200, 20, new(20, 20, InParallel: true)),
        Fans(1, 1_000, new(1, 1_000, InParallel: true)),
        Fans(1, 10_000),
        Fans(1, 100_000),
        new("tree of 1,110 children, 1,000 leaves", 1_110, client => EndAllAsync(client, "Tree", 1, 3)),
        new("10 x 1,000 timers", 10_000, client => EndAllAsync(client, "Timers", 10, 1_000)),
        new("1,000 x 100 external events", 100_000, client => RaiseAsync(client, 1_000, 100)),
    ];

    public static Shape WarmUp { get; } = new("warm-up", 1, async client =>
    {
        foreach (var shape in new[] { Chains(200, 5), Fans(50, 20), new("", 1, c => EndAllAsync(c, "Tree", 1, 2)), new("", 1, c => EndAllAsync(c, "Timers", 1, 100)), new("", 1, c => RaiseAsync(c, 20, 20)) })
            await shape.RunAsync(client);
    });

    public static Shape Chains(int instances, int length, NaiveWork? naive = null) =>
        new($"{instances:N0} x {length:N0} in sequence", instances * length, client => EndAllAsync(client, "Chain", instances, length), naive);

    public static void Register(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Fan", async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Echo", i)))).Length)
        .AddOrchestratorFunc<int, int>("Chain", async (context, count) =>
        {
            for (var i = 0; i < count; i++) await context.CallActivityAsync<int>("Echo", i);
            return count;
        })
        .AddOrchestratorFunc<int, int>("Tree", async (context, depth) => depth == 0
            ? await context.CallActivityAsync<int>("Echo", 1)
            : (await Task.WhenAll(Enumerable.Range(0, Branches).Select(_ => context.CallSubOrchestratorAsync<int>("Tree", depth - 1)))).Sum())
        .AddOrchestratorFunc<int, int>("Timers", async (context, count) =>
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None)));
            return count;
        })
        .AddOrchestratorFunc<int, int>("Events", async (context, count) =>
        {
            for (var i = 0; i < count; i++) await context.WaitForExternalEvent<int>("event");
            return count;
        })
        .AddActivityFunc<int, int>("Echo", (_, i) => i);

    private static Shape Fans(int instances, int width, NaiveWork? naive = null) =>
        new($"{instances:N0} x {width:N0} in parallel", instances * width, client => EndAllAsync(client, "Fan", instances, width), naive);

    private static async Task EndAllAsync(DurableTaskClient client, string name, int instances, int input)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, instances).Select(_ => client.ScheduleNewOrchestrationInstanceAsync(name, input)));
        await Task.WhenAll(ids.Select(id => client.WaitForInstanceCompletionAsync(id)));
    }

    private static async Task RaiseAsync(DurableTaskClient client, int instances, int events)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, instances).Select(_ => client.ScheduleNewOrchestrationInstanceAsync("Events", events)));
        await Task.WhenAll(ids.Select(async id =>
        {
            for (var i = 0; i < events; i++) await client.RaiseEventAsync(id, "event", i);
        }));
        await Task.WhenAll(ids.Select(id => client.WaitForInstanceCompletionAsync(id)));
    }
}
