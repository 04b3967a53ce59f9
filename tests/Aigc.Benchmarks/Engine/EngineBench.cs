using System.Runtime;
using Aigc.Runtime;

namespace Aigc.Benchmarks.Engine;

/// <summary>
/// The speed table: our engine FULL, NORMAL and in memory beside a naive engine and beside what SQLite allows on the same disk. Every repeat
/// runs all arms one after the other, so that a busy moment hits all of them; medians are shown. <c>engine [WORD...]</c>: only the shapes whose name has a word.
/// </summary>
internal static class EngineBench
{
    private const int Repeats = 3;
    private const int Heavy = 50_000;
    private const int MostWarmUps = 30;
    private const int Settled = 20;
    private const string Shared = "/dev/shm";

    private static readonly (string Name, Durability Durability, bool OnDisk)[] Arms = [("FULL", Durability.Full, true), ("NORMAL", Durability.Normal, true), ("memory", Durability.Full, false)];

    public static async Task RunAsync(string[] words)
    {
        using var folders = new BenchFolders(Shared);
        await WarmUpAsync(folders);
        Console.WriteLine($"{Environment.ProcessorCount} cores, {(GCSettings.IsServerGC ? "server" : "workstation")} GC, {(folders.HasMemory ? $"memory: the file lies in {Shared}" : "no memory file system here: the column memory is on disk")}; medians of {Repeats} interleaved repeats (1 above {Heavy:N0} steps, except FULL)");
        Console.WriteLine($"{"steps a second",-36} {"FULL",9} {"(min-max)",17} {"NORMAL",9} {"memory",9} {"naive",7} {"x naive",8} {"raw rows",9} {"% of raw",8} {"us CPU",7} {"bytes",7}");
        Console.WriteLine("raw: history rows of the same schema, prepared, 1,000 a commit, FULL, before each repeat; an activity is two rows, and rows of instances are counted on neither side");
        var fans = new List<(int Width, double Seconds)>();
        foreach (var shape in Shape.All.Where(shape => words.Length == 0 || words.Any(word => shape.Name.Contains(word, StringComparison.Ordinal))))
        {
            var full = await RowAsync(folders, shape);
            if (shape.Name.StartsWith("1 x", StringComparison.Ordinal)) fans.Add((shape.Steps, full));
        }
        if (words.Length > 0) return;
        var exponent = Math.Log(fans[^1].Seconds / fans[0].Seconds) / Math.Log((double)fans[^1].Width / fans[0].Width);
        Console.WriteLine($"fan-out: time grows with width to the power of {exponent:F2} between {fans[0].Width:N0} and {fans[^1].Width:N0}");
        await StartLatency.RunAsync(folders);
        await CommitCurve.RunAsync(folders);
    }

    /// <summary>A host runs for days: what is measured is code that the compiler has finished with.</summary>
    private static async Task WarmUpAsync(BenchFolders folders)
    {
        for (var (round, compiled) = (0, 0L); round < MostWarmUps && JitInfo.GetCompiledMethodCount() - compiled > Settled; round++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            foreach (var arm in Arms) await RunAsync(folders, arm, Shape.WarmUp);
        }
    }

    /// <summary>Prints the row; the median seconds of FULL.</summary>
    private static async Task<double> RowAsync(BenchFolders folders, Shape shape)
    {
        var runs = Arms.ToDictionary(arm => arm.Name, _ => new List<Measurement>());
        var (naive, raw) = (new List<double>(), new List<double>());
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            raw.Add(RawAppend.RowsPerSecond(folders.NewFile()));
            foreach (var arm in Arms)
                if (repeat == 0 || shape.Steps < Heavy || arm.Name == "FULL") runs[arm.Name].Add(await RunAsync(folders, arm, shape));
            if (shape.Naive is { } work) naive.Add(Naive(folders, work));
        }
        Print(shape, runs, naive, raw);
        return runs["FULL"].Select(run => run.Wall.TotalSeconds).ToList().Median();
    }

    private static void Print(Shape shape, Dictionary<string, List<Measurement>> runs, List<double> naive, List<double> raw)
    {
        double Of(string arm, Func<Measurement, double> what) => runs[arm].Select(what).ToList().Median();
        double Rate(Measurement run) => shape.Steps / run.Wall.TotalSeconds;
        var full = Of("FULL", Rate);
        var range = $"({runs["FULL"].Min(Rate):N0}-{runs["FULL"].Max(Rate):N0})";
        var share = Of("FULL", run => run.Rows / run.Wall.TotalSeconds) / raw.Median();
        Console.WriteLine($"{shape.Name,-36} {full,9:N0} {range,17} {Of("NORMAL", Rate),9:N0} {Of("memory", Rate),9:N0} {(naive.Count > 0 ? $"{naive.Median():N0}" : "-"),7} {(naive.Count > 0 ? $"{full / naive.Median():N1}" : "-"),8} {raw.Median(),9:N0} {share,8:P0} {Of("FULL", run => run.Cpu.TotalMicroseconds / shape.Steps),7:N0} {Of("FULL", run => (double)run.AllocatedBytes / shape.Steps),7:N0}");
    }

    private static double Naive(BenchFolders folders, NaiveWork work)
    {
        using var engine = new NaiveEngine(folders.NewFile());
        return engine.StepsPerSecond(work);
    }

    private static async Task<Measurement> RunAsync(BenchFolders folders, (string Name, Durability Durability, bool OnDisk) arm, Shape shape)
    {
        await using var engine = await EngineArm.StartAsync(folders.NewFile(arm.OnDisk), arm.Durability);
        return await engine.MeasureAsync(shape);
    }
}
