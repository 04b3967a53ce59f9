using Aigc.Runtime.Engine;
using Aigc.Runtime.Operations;

namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>How a simulated run ended.</summary>
/// <param name="Ends">Status and output of each named instance.</param>
/// <param name="Defects">What must never be; empty where all is well.</param>
/// <param name="Trace">Hash of every choice that was made: the same seed gives the same.</param>
internal sealed record SimulationOutcome(IReadOnlyDictionary<string, string> Ends, IReadOnlyDictionary<string, int> Effects, IReadOnlyList<string> Defects, int Boundaries, int Crashes, string Trace);

/// <summary>
/// Runs workflows on the real engine and the real SQLite file in a world without threads or time of its own. At boundaries of writes that a plan
/// picks the process dies: the next one starts on the file as it lay on the disk at that moment.
/// </summary>
/// <param name="dies">Whether the process dies at the boundary with this number, counted over all its lives.</param>
/// <param name="dropsLastCommit">The control: a store that forgets the last commit it has acknowledged.</param>
internal sealed class Simulation(SimulationSetting setting, Func<int, bool> dies, bool dropsLastCommit = false)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigc-simulation-").FullName;
    private readonly Effects _effects = new();
    private readonly CommittedHistory _committed = new();
    private readonly List<string> _defects = [];
    private int _boundaries;
    private int _lives;
    private SimulatedWorld? _world;
    private Dictionary<string, string> _ends = [];

    public static SimulationOutcome Run(IReadOnlyList<CanonicalWorkflow> workflows, int seed, Func<int, bool> dies, bool dropsLastCommit = false)
    {
        using var setting = new SimulationSetting(workflows, seed);
        // The test's own context would draw the engine's continuations to itself.
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return new Simulation(setting, dies, dropsLastCommit).Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private SimulationOutcome Run()
    {
        try
        {
            var drivers = setting.Workflows.Select(workflow => new Driver(workflow)).ToList();
            for (var crashed = true; crashed && _defects.Count == 0;) crashed = Live(drivers);
            return new(_ends, _effects.Times, [.. _defects, .. _effects.Repeated.Select(key => $"'{key}' was done again after its result was durable")], _boundaries, _lives - 1, setting.Scheduler.Trace);
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>True where the life ended in a crash.</summary>
    private bool Live(IReadOnlyList<Driver> drivers)
    {
        var world = _world = new SimulatedWorld(FileOf(_lives++), setting, _effects, AtBoundary);
        if (_lives > 1 && _committed.Missing(world.File) is { } missing) _defects.Add(missing);
        world.Run(drivers);
        var died = world.IsDead;
        if (!died) _ends = setting.Workflows.SelectMany(workflow => workflow.Instances).ToDictionary(id => id, id => world.Reader.Find(id) is { } row ? $"{row.Status}: {row.Output}" : "is not there");
        world.Dispose();
        if (world.Defect is { } defect) _defects.Add(defect);
        if (!died) _defects.AddRange(FileCheck.Run(world.File));
        return died;
    }

    private void AtBoundary(WriteBoundary boundary)
    {
        var world = _world!;
        if (world.IsDead) return;
        setting.Scheduler.Note("boundary", (int)boundary);
        if (dropsLastCommit && boundary == WriteBoundary.Begin) Copy(world.File, Path.Combine(_folder, "before"));
        if (boundary == WriteBoundary.Committed) _defects.AddRange(_committed.Take(world.File, _effects));
        if (!dies(_boundaries++)) return;
        world.IsDead = true;
        Copy(dropsLastCommit && boundary > WriteBoundary.Commit ? Path.Combine(_folder, "before") : world.File, FileOf(_lives));
    }

    private string FileOf(int life) => Path.Combine(_folder, $"life-{life}.db");

    // As a process leaves it that dies now: the file and its write-ahead log, no index of the log.
    private static void Copy(string from, string to)
    {
        foreach (var part in new[] { "", "-wal" })
            if (File.Exists(from + part)) File.Copy(from + part, to + part, overwrite: true);
    }
}
