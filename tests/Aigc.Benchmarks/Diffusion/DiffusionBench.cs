using System.Diagnostics;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Tests.Diffusion.Tiny;

namespace Aigc.Benchmarks.Diffusion;

/// <summary>Pictures a second of a pipeline with random weights: what the code around the networks costs, and what batches gain. Not the speed of any real model.</summary>
internal static class DiffusionBench
{
    private const int Steps = 10;
    private const int Side = 128;

    public static void Run()
    {
        using var tiny = new TinyPipeline(new() { UnetWidth = 32, UnetDepth = 4 });
        Console.WriteLine($"RANDOM WEIGHTS: a tiny network that draws noise, {Side}x{Side}, {Steps} guided steps. The figures say nothing about a real model.");
        foreach (var together in new[] { false, true })
            foreach (var batch in new[] { 1, 2, 4, 8 }) Measure(tiny, batch, together ? batch : 1);
        // At different steps only what takes the time of each picture can run together.
        using var timed = new TinyPipeline(new() { UnetWidth = 32, UnetDepth = 4, TimestepSizes = ["batch_size"] });
        foreach (var requests in new[] { 1, 2, 4, 8 }) MeasureRequests(timed, requests);
    }

    // Requests of one picture each that share the runs of the network.
    private static void MeasureRequests(TinyPipeline tiny, int requests)
    {
        var (runs, pictures, made) = (0, 0, 0);
        using var pipeline = DiffusionPipeline.Load(tiny.Folder, new SessionFactory(new() { ItemsPerCall = requests, Ran = Count }));
        var watch = Stopwatch.StartNew();
        Parallel.For(0, requests, new() { MaxDegreeOfParallelism = requests }, caller =>
        {
            while (watch.Elapsed < TimeSpan.FromSeconds(2))
            {
                pipeline.Run(new() { Prompt = "a red mug", Seeds = [(ulong)caller], Steps = Steps, Width = Side, Height = Side });
                Interlocked.Increment(ref made);
            }
        });
        Console.WriteLine(FormattableString.Invariant($"{requests} requests at a time, {(double)pictures / runs / 2:0.0} guided pictures a run: {made / watch.Elapsed.TotalSeconds:0.0} images/s"));

        void Count(int items)
        {
            Interlocked.Increment(ref runs);
            Interlocked.Add(ref pictures, items);
        }
    }

    private static void Measure(TinyPipeline tiny, int batch, int itemsPerCall)
    {
        var sessions = new SessionFactory(new() { ItemsPerCall = itemsPerCall });
        using var pipeline = DiffusionPipeline.Load(tiny.Folder, sessions);
        var request = new DiffusionRequest { Prompt = "a red mug", Seeds = [.. Enumerable.Range(0, batch).Select(seed => (ulong)seed)], Steps = Steps, Width = Side, Height = Side };
        pipeline.Run(request);
        var watch = Stopwatch.StartNew();
        var made = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(2)) made += pipeline.Run(request).Images.Count;
        Console.WriteLine(FormattableString.Invariant($"{sessions.Provider}, batch {batch}, {itemsPerCall} a call: {made / watch.Elapsed.TotalSeconds:0.0} images/s"));
    }
}
