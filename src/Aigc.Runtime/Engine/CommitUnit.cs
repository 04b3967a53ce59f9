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

    /// <summary>The instance starts over: its history goes.</summary>
    public bool ClearHistory { get; init; }
    public List<HistoryRow> Rows { get; } = [];
    public List<SentEvent> Sent { get; } = [];
    public List<long> ConsumedMessages { get; } = [];

    /// <summary>Runs on the writer's thread: hand over and return.</summary>
    public Action Committed { get; set; } = () => { };
    public Action<Exception> Failed { get; set; } = _ => { };
}

/// <summary>An event for another instance: a row of the message table from this commit to the one that takes it.</summary>
internal sealed class SentEvent(string target, string name, string? data)
{
    /// <summary>Set by the commit.</summary>
    public long Id { get; set; }
    public string Target => target;
    public string Name => name;
    public string? Data => data;
}
