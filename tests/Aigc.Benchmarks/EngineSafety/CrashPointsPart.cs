using Aigc.Workflow.Tests.Engine.Simulation;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>Crash points by simulation: every boundary of every write of the canonical workflows, then random ones in random orders.</summary>
internal static class CrashPointsPart
{
    public static Task<IReadOnlyList<SafetyRow>> RunAsync(int seeds)
    {
        var boundaries = CanonicalWorkflows.All.AsParallel().Select(workflow => CrashSweep.EveryBoundary(workflow, seed: 7)).ToList();
        // Pieces of one hundred seeds, so that both cores work.
        var random = Enumerable.Range(0, (seeds + 99) / 100).AsParallel().Select(piece => CrashSweep.RandomSeeds(piece * 100, Math.Min(100, seeds - piece * 100))).ToList();
        var differing = Enumerable.Range(0, 20).AsParallel().Count(seed => Trace(seed) != Trace(seed));
        var forgets = CanonicalWorkflows.All.AsParallel().Select(workflow => CrashSweep.EveryBoundary(workflow, seed: 7, dropsLastCommit: true)).ToList();
        foreach (var defect in boundaries.Concat(random).SelectMany(outcome => outcome.Defects).Take(10)) Console.Error.WriteLine(defect);
        return Task.FromResult<IReadOnlyList<SafetyRow>>(
        [
            new("crash at every write boundary", $"{boundaries.Sum(outcome => outcome.Runs):N0} boundaries of {CanonicalWorkflows.All.Count} workflows", Wrong(boundaries), $"store forgets its last commit: {Wrong(forgets):N0} of {forgets.Sum(outcome => outcome.Runs):N0} found"),
            new("random crashes and orders", $"{random.Sum(outcome => outcome.Runs):N0} seeds, {random.Sum(outcome => outcome.Crashes):N0} crashes", Wrong(random), "as above"),
            new("same seed, same trace", "20 seeds, each twice, with crashes", differing, $"another seed: {Enumerable.Range(0, 20).Count(seed => Trace(seed) != Trace(seed + 1))} of 20 differ"),
        ]);
    }

    private static int Wrong(IEnumerable<SweepOutcome> outcomes) => outcomes.Sum(outcome => outcome.Defects.Count);

    private static string Trace(int seed) => Simulation.Run(CanonicalWorkflows.All, seed, boundary => boundary is 40 or 90).Trace;
}
