using System.Diagnostics;
using Aigc.ImageService.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Benchmarks.Images;

/// <summary>Many photos by four callers at once: what the process holds after each eighth of them. Flat is the figure to look for.</summary>
internal static class MemoryBench
{
    private const int Callers = 4;

    public static async Task RunAsync(string folder, int count)
    {
        var photos = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        using var services = new ServiceCollection().AddImagePipeline().BuildServiceProvider();
        var pipeline = services.GetRequiredService<ImagePipeline>();
        var (watch, done) = (Stopwatch.StartNew(), 0);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Callers }, (i, token) =>
        {
            // One after the other, so that the cache of the last cut-outs never helps.
            var work = new ImageWork(new() { Steps = [new("screen", "s"), new("white", "w")], Seed = (ulong)i }, new Dictionary<string, byte[]> { [ImageWork.Main] = photos[i % photos.Count] });
            pipeline.Run(work, _ => { }, token);
            var now = Interlocked.Increment(ref done);
            if (now % Math.Max(1, count / 8) == 0) Print(now, watch.Elapsed);
            return ValueTask.CompletedTask;
        });
    }

    private static void Print(int done, TimeSpan elapsed)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{done,6} photos   {done / elapsed.TotalSeconds,6:0.0} a second   working set {process.WorkingSet64 / 1_048_576,5} MiB   peak so far {process.PeakWorkingSet64 / 1_048_576,5} MiB   managed {GC.GetTotalMemory(false) / 1_048_576,5} MiB"));
    }
}
