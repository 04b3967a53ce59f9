namespace Aigc.Runtime.Engine;

/// <summary>
/// The outcome of an episode, written in one transaction or not at all: the rows it took in and the rows it made, the instance, the
/// children it started, the events it sent. What may be seen outside happens after the commit.
/// </summary>
internal sealed class CommitUnit(InstanceRow? instance)
{
    /// <summary>The instance as it is after the episode; null where the unit only removes.</summary>
    public InstanceRow? Instance { get; } = instance;

    /// <summary>Surrogate key of an instance that this one replaces under the same id; 0: none.</summary>
    public long Replaces { get; init; }

    public InstanceChange Change { get; init; } = InstanceChange.Changed;

    /// <summary>The instance starts over: its history goes.</summary>
    public bool ClearHistory { get; init; }
    public IReadOnlyList<HistoryRow> Rows { get; init; } = [];
    public IReadOnlyList<SentEvent> Sent { get; init; } = [];
    public IReadOnlyList<long> ConsumedMessages { get; init; } = [];

    /// <summary>What the unit weighs while it waits, estimated: a row costs about as much as its envelope and two bytes a character.</summary>
    public long Bytes { get; private set; }

    public CommitUnit Weighed()
    {
        Bytes = 512;
        for (var i = 0; i < Rows.Count; i++) Bytes += Rows[i].Bytes;
        foreach (var sent in Sent) Bytes += 2 * (sent.Data?.Length ?? 0);
        return this;
    }

    /// <summary>Whose outcome it is, if it is in memory: it is not dropped before the file has all of it.</summary>
    public LiveInstance? Live { get; init; }

    /// <summary>Where it came from, if from an episode.</summary>
    public Episode? Episode { get; init; }

    /// <summary>Runs on the writer's thread: hand over and return.</summary>
    public Action<CommitUnit> Committed { get; set; } = _ => { };
    public Action<CommitUnit, Exception> Failed { get; set; } = (_, _) => { };
}

/// <summary>
/// How much of an instance's row a unit writes, the less the smaller: nothing (the last row of its history tells its time), time and custom status of one
/// that goes on as it was, all that can change, or all of a new one.
/// </summary>
internal enum InstanceChange { None, Touched, Changed, Created }

/// <summary>An event for another instance: a row of the message table from this commit to the one that takes it.</summary>
internal sealed class SentEvent(string target, string name, string? data)
{
    /// <summary>Set by the commit.</summary>
    public long Id { get; set; }
    public string Target => target;
    public string Name => name;
    public string? Data => data;
}
