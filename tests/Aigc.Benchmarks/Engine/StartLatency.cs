using System.Diagnostics;
using Aigc.Runtime;

namespace Aigc.Benchmarks.Engine;

/// <summary>From the call that starts an orchestration to the first line of its first activity, on an engine that has nothing else to do.</summary>
internal static class StartLatency
{
    private const int Starts = 300;

    public static async Task RunAsync(BenchFolders folders)
    {
        var begun = new TaskCompletionSource<long>();
        await using var engine = await EngineArm.StartAsync(folders.NewFile(), Durability.Full, tasks => tasks
            .AddOrchestratorFunc<int, int>("First", (context, i) => context.CallActivityAsync<int>("Mark", i))
            .AddActivityFunc<int, int>("Mark", (_, i) =>
            {
                begun.TrySetResult(Stopwatch.GetTimestamp());
                return i;
            }));
        var waits = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var start = Stopwatch.GetTimestamp();
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("First", i);
            waits.Add(Stopwatch.GetElapsedTime(start, await begun.Task).TotalMilliseconds);
            await engine.Client.WaitForInstanceCompletionAsync(id);
        }
        Console.WriteLine($"start to first step, idle, FULL: p50 {waits.Quantile(0.5):F2} ms, p99 {waits.Quantile(0.99):F2} ms of {Starts}");
    }
}
