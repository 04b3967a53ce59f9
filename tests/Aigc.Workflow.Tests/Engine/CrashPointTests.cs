using Aigc.Workflow.Tests.Engine.Simulation;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>The process dies at every boundary of every write: the next one finishes with the ends of an undisturbed run.</summary>
public sealed class CrashPointTests
{
    public static TheoryData<string> Workflows => [.. CanonicalWorkflows.All.Select(workflow => workflow.Name)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_survives_a_crash_at_each_boundary_of_its_writes(string name)
    {
        var outcome = CrashSweep.EveryBoundary(CanonicalWorkflows.All.Single(workflow => workflow.Name == name), seed: 7);

        Assert.True(outcome.Crashes > 20, $"{outcome.Crashes} crashes");
        Assert.True(outcome.Defects.Count == 0, string.Join('\n', outcome.Defects.Take(3)));
    }

    [Fact]
    public void Workflows_side_by_side_survive_random_crashes_in_any_order()
    {
        var outcome = CrashSweep.RandomSeeds(first: 100, count: 8);

        Assert.True(outcome.Crashes > 8, $"{outcome.Crashes} crashes");
        Assert.True(outcome.Defects.Count == 0, string.Join('\n', outcome.Defects.Take(3)));
    }

    [Fact]
    public void The_same_seed_takes_the_same_way()
    {
        string Trace(int seed) => Simulation.Simulation.Run(CanonicalWorkflows.All, seed, boundary => boundary is 40 or 80).Trace;

        Assert.Equal(Trace(3), Trace(3));
        Assert.NotEqual(Trace(3), Trace(4));
    }

    [Fact]
    public void A_store_that_forgets_its_last_commit_is_found_out()
    {
        var workflow = CanonicalWorkflows.All[0];

        Assert.NotEmpty(CrashSweep.EveryBoundary(workflow, seed: 7, dropsLastCommit: true).Defects);
    }
}
