using System.Collections.Concurrent;
using System.Globalization;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>kill -9 of the real process at seeded moments of runs of 10,000 items, until it has been killed so often.</summary>
internal static class KillPart
{
    private const int Seed = 20_261_125;
    private const int ControlKills = 10;

    public static async Task<IReadOnlyList<SafetyRow>> RunAsync(int kills)
    {
        var real = await KillAsync(kills, []);
        var early = await KillAsync(ControlKills, [ItemsChild.AcknowledgesEarly]);
        var recoveries = real.Recoveries.Order().ToList();
        return
        [
            new("kill -9: acknowledged steps lost", $"{real.Kills} kills in {real.Runs} runs of 10,000 items, {real.Acknowledged:N0} steps", real.Lost, $"acknowledged before durable: {early.Lost:N0} lost in {early.Kills} kills"),
            new("kill -9: steps done again", "those whose result was in the file when it was killed", real.DoneAgain, $"executions that were in flight: {real.Executions - real.Effects:N0} found"),
            new("kill -9: effects doubled", $"{real.Effects:N0} effects, {real.Executions:N0} executions", real.Doubled, "executions are more than effects",
                $"duplicate executions a kill {(real.Executions - real.Effects) / (double)real.Kills:0.0}; engine ready after p50 {At(recoveries, 0.5):0} ms, p99 {At(recoveries, 0.99):0} ms; 0 of {real.Kills}: below {3.0 / real.Kills:P1} at 95 %"),
            new("kill -9: files that break a rule", $"{real.Checks:N0} checks of the file after a kill", real.BrokenFiles, "see the specifications of FileCheck"),
        ];
    }

    private static async Task<KillTotals> KillAsync(int kills, string[] flags)
    {
        var (totals, moments) = (new KillTotals(), new Random(Seed));
        while (totals.Kills < kills)
        {
            var folder = Directory.CreateTempSubdirectory("aigc-kill-").FullName;
            Directory.CreateDirectory(Path.Combine(folder, "effects"));
            var run = new KilledRun(folder, totals);
            while (!await LiveAsync(run, flags, totals.Kills < kills ? TimeSpan.FromMilliseconds(moments.Next(5, 500)) : Timeout.InfiniteTimeSpan, atStart: moments.Next(5) == 0)) run.CheckAfterKill();
            run.CheckAtEnd();
            totals.Runs++;
            Directory.Delete(folder, recursive: true);
        }
        return totals;
    }

    /// <summary>True where the run has come to its end.</summary>
    private static async Task<bool> LiveAsync(KilledRun run, string[] flags, TimeSpan moment, bool atStart)
    {
        using var child = new ChildProcess(["items", run.Folder, .. flags], run.Hear);
        run.Totals.Recoveries.Add(double.Parse(await child.ReadyAsync(), CultureInfo.InvariantCulture));
        // One in five dies while it takes up what was under way; the others when items run, however long the machine took to get there.
        if (!atStart) await child.AtWorkAsync();
        if (await child.EndsWithinAsync(moment)) return true;
        await child.KillAsync();
        run.Totals.Kills++;
        return false;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}

/// <summary>What all runs came to.</summary>
internal sealed class KillTotals
{
    public ConcurrentBag<double> Recoveries { get; } = [];
    public int Kills { get; set; }
    public int Runs { get; set; }
    public int Lost { get; set; }
    public int Acknowledged { get; set; }
    public int DoneAgain { get; set; }
    public int Doubled { get; set; }
    public int Effects { get; set; }
    public int Executions { get; set; }
    public int Checks { get; set; }
    public int BrokenFiles { get; set; }
}
