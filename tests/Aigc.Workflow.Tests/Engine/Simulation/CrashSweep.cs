namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>What many simulated runs came to.</summary>
internal sealed record SweepOutcome(int Runs, int Crashes, IReadOnlyList<string> Defects);

/// <summary>Many runs with crashes, each held against an undisturbed one.</summary>
internal static class CrashSweep
{
    private const int MostCrashes = 6;

    /// <summary>One run a boundary: the process dies there, once.</summary>
    public static SweepOutcome EveryBoundary(CanonicalWorkflow workflow, int seed, bool dropsLastCommit = false)
    {
        var undisturbed = Simulation.Run([workflow], seed, _ => false);
        var defects = undisturbed.Defects.ToList();
        for (var boundary = 0; boundary < undisturbed.Boundaries; boundary++)
        {
            var run = Simulation.Run([workflow], seed, number => number == boundary, dropsLastCommit);
            defects.AddRange(Compare(undisturbed, run).Select(defect => $"{workflow}, seed {seed}, boundary {boundary}: {defect}"));
        }
        return new(undisturbed.Boundaries, undisturbed.Boundaries, defects);
    }

    /// <summary>One run a seed: three workflows side by side, up to six deaths, wherever the seed says.</summary>
    public static SweepOutcome RandomSeeds(int first, int count)
    {
        var (crashes, defects) = (0, new List<string>());
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var workflows = CanonicalWorkflows.All.OrderBy(_ => random.Next()).Take(3).ToList();
            var undisturbed = Simulation.Run(workflows, seed, _ => false);
            var left = MostCrashes;
            var run = Simulation.Run(workflows, seed, _ => left > 0 && random.Next(25) == 0 && left-- > 0);
            crashes += run.Crashes;
            defects.AddRange(undisturbed.Defects.Concat(Compare(undisturbed, run)).Select(defect => $"{string.Join(" + ", workflows)}, seed {seed}: {defect}"));
        }
        return new(count, crashes, defects);
    }

    private static IEnumerable<string> Compare(SimulationOutcome undisturbed, SimulationOutcome run)
    {
        if (run.Defects.Count > 0) return run.Defects;
        var ends = undisturbed.Ends.Where(end => run.Ends[end.Key] != end.Value).Select(end => $"'{end.Key}' ended as '{run.Ends[end.Key]}' and not as '{end.Value}'");
        var missing = undisturbed.Effects.Keys.Except(run.Effects.Keys).Select(key => $"'{key}' was never done");
        var invented = run.Effects.Keys.Except(undisturbed.Effects.Keys).Select(key => $"'{key}' was done although nobody asked for it");
        var often = run.Effects.Where(effect => effect.Value > undisturbed.Effects.GetValueOrDefault(effect.Key) + run.Crashes).Select(effect => $"'{effect.Key}' was done {effect.Value} times with {run.Crashes} crashes");
        return [.. ends, .. missing, .. invented, .. often];
    }
}
