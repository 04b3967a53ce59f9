namespace Aigc.Runtime.Engine;

/// <summary>What a history row tells. The first group comes in from outside and drives the orchestrator; the second records what it did.</summary>
internal enum EventKind
{
    Started = 1, TaskCompleted = 2, TaskFailed = 3, TimerFired = 4, EventRaised = 5, Suspended = 6, Resumed = 7, Terminated = 8,

    TaskScheduled = 20, TimerCreated = 21, SubScheduled = 22, EventSent = 23,
}

/// <summary>One row of an instance's history.</summary>
/// <param name="Task">Sequence number of the action that the row records or completes; -1 where there is none.</param>
/// <param name="Name">Name of the task or event; the child's instance id for a sub-orchestration is in <paramref name="Target"/>, and so is the version of an activity that was asked for by version.</param>
/// <param name="At">UTC ticks.</param>
/// <param name="Data">JSON of the input, result, failure or payload; the due time in ticks for a timer.</param>
internal sealed record HistoryRow(EventKind Kind, int Task, string? Name, long At, string? Data, string? Target = null)
{
    public bool IsIncoming => Kind < EventKind.TaskScheduled;

    /// <summary>What the row and what hangs on it in a live orchestrator take in memory, estimated.</summary>
    public long Bytes => 256 + (2L * (Data?.Length ?? 0));
}

/// <summary>The row of an instance.</summary>
internal sealed record InstanceRow
{
    public required long Id { get; init; }
    public required string InstanceId { get; init; }
    public required string Name { get; init; }
    public required InstanceStatus Status { get; init; }
    public required long CreatedAt { get; init; }

    /// <summary>In the file, while it runs: the time of its last history row, so that a step has not to change the instance as well.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>Unique in the file: each start and each continue-as-new draws a new one, so that results meant for an older use of the id are told apart and dropped.</summary>
    public long Generation { get; init; }
    public string? Input { get; init; }
    public string? Output { get; init; }
    public string? CustomStatus { get; init; }
    public string? Failure { get; init; }
    public string? ParentId { get; init; }
    public string? ParentName { get; init; }
    public int ParentTask { get; init; } = -1;
    public long ParentGeneration { get; init; }
    public string? Version { get; init; }
    public string? Tags { get; init; }

    /// <summary>UTC ticks before which the first episode does not run; 0: at once.</summary>
    public long StartAt { get; init; }

    /// <summary>What the file has to be told of an instance that goes on with its history.</summary>
    public InstanceChange ChangeSince(InstanceRow before)
    {
        if (ReferenceEquals(this, before)) return InstanceChange.None;
        return Status == before.Status ? InstanceChange.Touched : InstanceChange.Changed;
    }

    /// <summary>Whether its time to start has not come.</summary>
    public bool IsAsleep(long now) => Status == InstanceStatus.Pending && StartAt > now;

    public bool IsFinal => Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;
}

/// <summary>The values of the client's <c>OrchestrationRuntimeStatus</c>.</summary>
internal enum InstanceStatus { Running = 0, Completed = 1, Failed = 3, Terminated = 5, Pending = 6, Suspended = 7 }

/// <summary>Something for an instance: it becomes a history row in the commit of the episode that takes it.</summary>
/// <param name="Generation">The generation it belongs to; -1: whichever is current.</param>
/// <param name="MessageId">Row of the message table that is deleted with the commit; 0: none.</param>
internal sealed record Message(EventKind Kind, int Task, string? Name, string? Data, long Generation = -1, long MessageId = 0)
{
    /// <summary>Completed when the message is durable, or dropped for good.</summary>
    public TaskCompletionSource? Acknowledged { get; init; }
}
