namespace Aigc.Runtime.Engine;

/// <summary>What the engine has taken on and not yet worked off. Read by admission and metrics, at any time and from any thread.</summary>
internal sealed class EngineLoad
{
    private long _uncommittedUnits;
    private long _uncommittedBytes;
    private long _readyActivities;
    private long _runningActivities;
    private long _heldBackBytes;

    /// <summary>Units that wait for their commit, or are in it.</summary>
    public long UncommittedUnits => Volatile.Read(ref _uncommittedUnits);

    public long UncommittedBytes => Volatile.Read(ref _uncommittedBytes);

    /// <summary>Activities whose scheduling is durable and that wait for a worker.</summary>
    public long ReadyActivities => Volatile.Read(ref _readyActivities);

    public long RunningActivities => Volatile.Read(ref _runningActivities);

    /// <summary>Bytes of the write-ahead log that could not be brought into the file, because somebody still reads an older state of it.</summary>
    public long HeldBackBytes
    {
        get => Volatile.Read(ref _heldBackBytes);
        set => Volatile.Write(ref _heldBackBytes, value);
    }

    public void Queued(CommitUnit unit)
    {
        Interlocked.Increment(ref _uncommittedUnits);
        Interlocked.Add(ref _uncommittedBytes, unit.Bytes);
    }

    public void Settled(CommitUnit unit)
    {
        Interlocked.Decrement(ref _uncommittedUnits);
        Interlocked.Add(ref _uncommittedBytes, -unit.Bytes);
    }

    public void ActivityIsReady() => Interlocked.Increment(ref _readyActivities);

    public void ActivityBegins()
    {
        Interlocked.Decrement(ref _readyActivities);
        Interlocked.Increment(ref _runningActivities);
    }

    public void ActivityEnds() => Interlocked.Decrement(ref _runningActivities);
}
