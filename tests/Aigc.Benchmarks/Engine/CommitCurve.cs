using Aigc.Runtime;

namespace Aigc.Benchmarks.Engine;

/// <summary>How group commit answers to load: the more instances take steps at once, the more of them share a sync, and the less FULL costs beside NORMAL.</summary>
internal static class CommitCurve
{
    private const int Steps = 8_000;

    public static async Task RunAsync(BenchFolders folders)
    {
        Console.WriteLine($"{"instances at once",-18} {"",-6} {"steps/s",9} {"units a commit",14} {"p50 ms",8} {"p99 ms",8}");
        foreach (var load in new[] { 1, 8, 64, 512, 4_000 })
            foreach (var durability in new[] { Durability.Full, Durability.Normal })
                await PointAsync(folders, load, durability);
    }

    private static async Task PointAsync(BenchFolders folders, int load, Durability durability)
    {
        await using var engine = await EngineArm.StartAsync(folders.NewFile(), durability);
        var shape = Shape.Chains(load, Math.Max(2, Math.Min(1_000, Steps / load)));
        var run = await engine.MeasureAsync(shape);
        var (seconds, units) = engine.TakeCommits();
        Console.WriteLine($"{load,-18:N0} {durability.ToString().ToUpperInvariant(),-6} {shape.Steps / run.Wall.TotalSeconds,9:N0} {units.Average(),14:N1} {seconds.Quantile(0.5) * 1_000,8:F2} {seconds.Quantile(0.99) * 1_000,8:F2}");
    }
}
