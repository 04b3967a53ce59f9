using System.Text.Json;
using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>An activity, sub-orchestration or timer that an orchestrator awaits.</summary>
internal interface IPendingTask
{
    int TaskId { get; set; }

    void Complete(HistoryRow row);
}

internal sealed class PendingTask<T> : TaskCompletionSource<T>, IPendingTask
{
    private readonly string _name;

    public PendingTask(string name, CancellationToken cancellationToken)
    {
        _name = name;
        // A cancelled timer still fires in the end; nobody waits for it any more.
        if (cancellationToken.CanBeCanceled) cancellationToken.UnsafeRegister(static (pending, cancelled) => ((PendingTask<T>)pending!).TrySetCanceled(cancelled), this);
    }

    public int TaskId { get; set; }

    public void Complete(HistoryRow row)
    {
        if (row.Kind == EventKind.TaskFailed) TrySetException(new TaskFailedException(_name, TaskId, JsonSerializer.Deserialize<TaskFailureDetails>(row.Data!)!));
        else if (row.Kind == EventKind.TimerFired) TrySetResult(default!);
        else Read(row.Data);
    }

    private void Read(string? data)
    {
        try
        {
            TrySetResult((T)JsonDataConverter.Instance.Deserialize(data, typeof(T))!);
        }
        // A converter may throw anything; to the orchestrator it is a failed task.
        catch (Exception unreadable)
        {
            TrySetException(new TaskFailedException(_name, TaskId, unreadable));
        }
    }
}
