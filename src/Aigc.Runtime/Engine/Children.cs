using System.Text.Json;
using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>Sub-orchestrations: instances that their parent's history asks for, and whose end is told to it.</summary>
internal sealed class Children(DurableEngine engine)
{
    /// <summary>Starts a child that has just been asked for. An id that was drawn for it is nobody else's.</summary>
    public void StartNew(InstanceRow parent, NewAction action)
    {
        if (action.Options is SubOrchestrationOptions { InstanceId: not null }) Start(parent, action);
        else _ = engine.CreateAsync(ChildOf(parent, action), replaces: 0);
    }

    /// <summary>Starts a child that its parent's history asks for. A child that is already under way under this id and parent is left alone.</summary>
    public void Start(InstanceRow parent, NewAction action)
    {
        if (!TryStart(parent, action)) engine.Directory.Post(parent.InstanceId, Taken(parent, action.Row));
    }

    private bool TryStart(InstanceRow parent, NewAction action)
    {
        lock (engine.Starting)
        {
            var existing = engine.Directory.State(action.Row.Target!);
            if (existing is { IsFinal: false }) return IsChildOf(existing, parent, action.Row);
            _ = engine.CreateAsync(ChildOf(parent, action), existing?.Id ?? 0);
            return true;
        }
    }

    /// <summary>Whether an instance was started by this very call, not by one before a continue-as-new or by another use of the parent's id.</summary>
    public static bool IsChildOf(InstanceRow child, InstanceRow parent, HistoryRow call) =>
        child.ParentId == parent.InstanceId && child.ParentTask == call.Task && child.ParentGeneration == parent.Generation;

    /// <summary>Tells a parent how its child ended. After a crash the recovery tells it again; the parent takes it once.</summary>
    public void TellParent(InstanceRow child)
    {
        var kind = child.Status == InstanceStatus.Completed ? EventKind.TaskCompleted : EventKind.TaskFailed;
        engine.Directory.Post(child.ParentId!, new(kind, child.ParentTask, child.Name, kind == EventKind.TaskCompleted ? child.Output : child.Failure ?? Terminated(child), child.ParentGeneration));
    }

    private InstanceRow ChildOf(InstanceRow parent, NewAction action) => new()
    {
        Id = engine.DrawNumber(),
        Generation = engine.DrawNumber(),
        InstanceId = action.Row.Target!,
        Name = action.Row.Name!,
        Status = InstanceStatus.Pending,
        CreatedAt = engine.Now,
        UpdatedAt = engine.Now,
        Input = action.Row.Data,
        ParentId = parent.InstanceId,
        ParentName = parent.Name,
        ParentTask = action.Row.Task,
        ParentGeneration = parent.Generation,
        Version = (action.Options as SubOrchestrationOptions)?.Version?.Version ?? action.Options?.Version?.Version ?? parent.Version,
    };

    private static string Terminated(InstanceRow child) =>
        JsonSerializer.Serialize(new TaskFailureDetails("Terminated", $"The sub-orchestration '{child.InstanceId}' was terminated.", null, null, null));

    private static Message Taken(InstanceRow parent, HistoryRow action)
    {
        var failure = new TaskFailureDetails(typeof(InvalidOperationException).FullName!, $"An orchestration instance '{action.Target}' is already running.", null, null, null);
        return new(EventKind.TaskFailed, action.Task, action.Name, JsonSerializer.Serialize(failure), parent.Generation);
    }
}
