using System.Text.Json;
using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>An activity, sub-orchestration or timer that an orchestrator awaits.</summary>
internal abstract class PendingTask
{
    public int TaskId { get; set; }

    public abstract void Complete(HistoryRow row);
}

internal sealed class PendingTask<T> : PendingTask
{
    private readonly TaskCompletionSource<T> _source = new();
    private readonly string _name;

    public PendingTask(string name, CancellationToken cancellationToken)
    {
        _name = name;
        // A cancelled timer still fires in the end; nobody waits for it any more.
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => _source.TrySetCanceled(cancellationToken), useSynchronizationContext: false);
    }

    public Task<T> Task => _source.Task;

    public override void Complete(HistoryRow row)
    {
        if (row.Kind == EventKind.TaskFailed) _source.TrySetException(new TaskFailedException(_name, TaskId, JsonSerializer.Deserialize<TaskFailureDetails>(row.Data!)!));
        else if (row.Kind == EventKind.TimerFired) _source.TrySetResult(default!);
        else Read(row.Data);
    }

    private void Read(string? data)
    {
        try
        {
            _source.TrySetResult((T)JsonDataConverter.Instance.Deserialize(data, typeof(T))!);
        }
        // A converter may throw anything; to the orchestrator it is a failed task.
        catch (Exception unreadable)
        {
            _source.TrySetException(new TaskFailedException(_name, TaskId, unreadable));
        }
    }
}
