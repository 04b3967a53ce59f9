namespace Aigc.Runtime.Engine;

/// <summary>
/// Where the engine meets threads and the disk. A host leaves it as it is; a simulation runs every loop on a scheduler of its own, and looks in
/// (or ends the world) at each boundary of a write.
/// </summary>
internal sealed record EngineSeams
{
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    public Action<WriteBoundary> AtBoundary { get; init; } = _ => { };

    /// <summary>The threads of a host; a simulation has none.</summary>
    public PoolTurns Pool { get; } = PoolTurns.OfProcess();

    /// <summary>The engine's loops share no thread of their own: the writer is one more task of the scheduler.</summary>
    public bool IsSimulated => Scheduler != TaskScheduler.Default;

    /// <summary>A line for threads, which takes turns with all others.</summary>
    public TaskScheduler NewLine() => IsSimulated ? Scheduler : Pool.NewLine();

    public Task Run(Func<Task> loop) => Run(loop, Scheduler);

    public static Task Run(Func<Task> loop, TaskScheduler line) => Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, line).Unwrap();
}

/// <summary>Moments between which a process can die: before a transaction, after each unit in it, before and after its commit, after each caller that was told.</summary>
internal enum WriteBoundary { Begin, Unit, Commit, Committed, Told }
