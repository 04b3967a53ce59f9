using System.Diagnostics;
using Aigc.Runtime;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Benchmarks.Engine;

/// <summary>
/// A restart with many instances under way, on the file as a killed process leaves it: how soon the first activity runs, how soon all of
/// them do, what it takes in memory, and what it costs then to wake the many that only wait.
/// </summary>
internal static class RestartBench
{
    private const int Waiting = 100_000;
    private const int Running = 10_000;
    private const long LiveBytes = 64L << 20;
    private const int Wave = 1_000;
    private static readonly TimeSpan Far = TimeSpan.FromDays(30);

    public static async Task RunAsync()
    {
        using var folders = new BenchFolders("");
        using var copies = new BenchFolders("");
        var file = folders.NewFile();
        var copy = copies.NewFile();
        await FillAsync(file, copy);
        var activities = new Activities(blocks: false);
        var watch = Stopwatch.StartNew();
        await using var engine = await EngineArm.StartAsync(copy, Durability.Full, activities.Register, options => options.MaxLiveBytes = LiveBytes);
        await activities.First.Task;
        Console.WriteLine($"{Waiting:N0} waiting and {Running:N0} running instances in a file of {new[] { copy, copy + "-wal" }.Where(File.Exists).Sum(part => new FileInfo(part).Length) >> 20:N0} MiB, log included");
        Console.WriteLine($"restart to first step: {watch.Elapsed.TotalSeconds:F2} s");
        await activities.All.Task;
        Console.WriteLine($"restart to all {Running:N0} running ones at work: {watch.Elapsed.TotalSeconds:F2} s; managed memory {GC.GetTotalMemory(forceFullCollection: true) >> 20:N0} MiB");
        await WakeAsync(engine);
    }

    // Those that wait have done a step and keep a reminder; those that run have an activity under way, which the copy has not seen the end of.
    private static async Task FillAsync(string file, string copy)
    {
        var activities = new Activities(blocks: true);
        await using var engine = await EngineArm.StartAsync(file, Durability.Normal, activities.Register);
        await StartAsync(engine.Client, "Approval", Waiting);
        await StartAsync(engine.Client, "Running", Running);
        foreach (var part in new[] { "", "-wal" }) File.Copy(file + part, copy + part);
        activities.Gate.SetResult();
    }

    private static async Task StartAsync(DurableTaskClient client, string name, int count)
    {
        foreach (var wave in Enumerable.Range(0, count).Chunk(Wave))
        {
            await Task.WhenAll(wave.Select(i => client.ScheduleNewOrchestrationInstanceAsync(name, i, new StartOrchestrationOptions($"{name}-{i}"))));
            await Task.WhenAll(wave.Select(i => WaitingAsync(client, $"{name}-{i}")));
        }
    }

    // Its custom status says that an instance has come to its wait.
    private static async Task WaitingAsync(DurableTaskClient client, string id)
    {
        while ((await client.GetInstanceAsync(id, getInputsAndOutputs: true))?.SerializedCustomStatus is null) await Task.Yield();
    }

    private static async Task WakeAsync(EngineArm engine)
    {
        var (watch, most) = (Stopwatch.StartNew(), 0L);
        foreach (var wave in Enumerable.Range(0, Waiting).Chunk(Wave))
        {
            await Task.WhenAll(wave.Select(i => engine.Client.RaiseEventAsync($"Approval-{i}", "ask", i)));
            most = Math.Max(most, engine.LiveBytes);
        }
        Console.WriteLine($"an event for each of the {Waiting:N0}: {Waiting / watch.Elapsed.TotalSeconds:N0} a second, every one replayed from its history; live orchestrators took at most {most >> 20:N0} MiB of {LiveBytes >> 20:N0} (estimated), managed memory {GC.GetTotalMemory(forceFullCollection: true) >> 20:N0} MiB");
    }

    private sealed class Activities(bool blocks)
    {
        private int _begun;

        public TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource All { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int, int>("Approval", async (context, i) =>
            {
                await context.CallActivityAsync<int>("Echo", i);
                context.SetCustomStatus("waiting");
                var reminder = context.CreateTimer(Far, CancellationToken.None);
                await Task.WhenAny(context.WaitForExternalEvent<int>("ask"), reminder);
                return await context.WaitForExternalEvent<int>("decision");
            })
            .AddOrchestratorFunc<int, int>("Running", (context, i) =>
            {
                context.SetCustomStatus("running");
                return context.CallActivityAsync<int>("Block", i);
            })
            .AddActivityFunc<int, int>("Block", (_, i) => BlockAsync(i));

        private async Task<int> BlockAsync(int i)
        {
            First.TrySetResult();
            if (Interlocked.Increment(ref _begun) == Running) All.TrySetResult();
            if (blocks) await Gate.Task;
            return i;
        }
    }
}
