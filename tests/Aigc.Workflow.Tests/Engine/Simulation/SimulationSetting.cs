namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>What the lives of one simulated run share.</summary>
internal sealed class SimulationSetting(IReadOnlyList<CanonicalWorkflow> workflows, int seed) : IDisposable
{
    public int Seed => seed;

    public IReadOnlyList<CanonicalWorkflow> Workflows => workflows;

    public SeededScheduler Scheduler { get; } = new(seed);

    public SimulatedClock Clock { get; } = new();

    public void Dispose() => Scheduler.Dispose();
}
