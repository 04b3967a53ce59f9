using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>
/// One generation of an orchestrator, live in memory. Rows are delivered one by one, each at its own time, so that a replay after a
/// restart takes exactly the steps that were taken before, however they were batched.
/// </summary>
internal sealed class OrchestratorRun
{
    private readonly EpisodeContext _episode = new();
    private readonly OrchestrationContext _context;
    private readonly ITaskOrchestrator _orchestrator;
    private readonly Queue<HistoryRow> _heldBack = new();
    private Task<object?>? _task;

    public OrchestratorRun(ITaskOrchestrator orchestrator, InstanceRow instance, ILoggerFactory loggers)
    {
        _orchestrator = orchestrator;
        _context = new OrchestrationContext(instance, _episode, loggers);
    }

    public bool IsSuspended { get; private set; }

    public RunOutcome? Outcome { get; private set; }

    public string? CustomStatus => _context.CustomStatus;

    /// <summary>Takes the run back to where its history left it.</summary>
    public void Replay(IReadOnlyList<HistoryRow> history)
    {
        foreach (var row in history) if (!row.IsIncoming) _context.Recorded[row.Task] = row;
        var last = history.Count - 1;
        while (last > 0 && !history[last].IsIncoming) last--;
        for (var i = 0; i < history.Count && Outcome is null; i++)
        {
            if (!history[i].IsIncoming) continue;
            // What follows from the last row may never have run: then it is no replay.
            _context.Replaying = i < last || _context.Recorded.Count > 0;
            Deliver(history[i]);
        }
        _context.Replaying = false;
        if (Outcome is null && !IsSuspended) CheckNothingIsMissing();
    }

    /// <summary>Delivers an incoming row and runs the orchestrator until it waits again or ends.</summary>
    public void Deliver(HistoryRow row)
    {
        if (Outcome is not null) return;
        if (row.Kind == EventKind.Suspended) IsSuspended = true;
        else if (row.Kind == EventKind.Resumed) Resume(row);
        else if (IsSuspended) _heldBack.Enqueue(row);
        else Step(row);
    }

    public IReadOnlyList<NewAction> TakeActions() => _context.TakeActions();

    private void Resume(HistoryRow row)
    {
        IsSuspended = false;
        while (!IsSuspended && Outcome is null && _heldBack.TryDequeue(out var held)) Step(held with { At = row.At });
    }

    private void Step(HistoryRow row)
    {
        _context.SetTime(row.At);
        try
        {
            _episode.Run(() =>
            {
                if (row.Kind == EventKind.Started) _task = _orchestrator.RunAsync(_context, JsonDataConverter.Instance.Deserialize(row.Data, _orchestrator.InputType));
                else _context.Complete(row);
            });
        }
        catch (NonDeterministicException wrong)
        {
            Outcome = new RunOutcome.Failed(TaskFailureDetails.FromException(wrong));
            return;
        }
        // The input could not be read, or the orchestrator threw before its first await outside of its task: it failed.
        catch (Exception defect) when (_task is null)
        {
            Outcome = new RunOutcome.Failed(TaskFailureDetails.FromException(defect));
            return;
        }
        Outcome = OutcomeNow();
    }

    private RunOutcome? OutcomeNow()
    {
        if (_context.Violation is { } violation) return new RunOutcome.Failed(TaskFailureDetails.FromException(violation));
        if (_task!.IsFaulted) return new RunOutcome.Failed(TaskFailureDetails.FromException(_task.Exception!.InnerException!));
        if (_task.IsCanceled) return new RunOutcome.Failed(TaskFailureDetails.FromException(new TaskCanceledException(_task)));
        if (_task.IsCompleted && _context.Restart is { } restart) return new RunOutcome.ContinuedAsNew(restart.Input, restart.Version, restart.Preserve ? _context.UnprocessedEvents() : []);
        if (_task.IsCompleted) return new RunOutcome.Completed(JsonDataConverter.Instance.Serialize(_task.Result));
        return _episode.IllegalAwait || !_context.IsWaiting ? new RunOutcome.Failed(TaskFailureDetails.FromException(IllegalAwait())) : null;
    }

    private void CheckNothingIsMissing()
    {
        if (_context.FirstMissing() is { } missing)
            Outcome = new RunOutcome.Failed(TaskFailureDetails.FromException(OrchestrationContext.Mismatch(missing.Task, $"{missing.Kind} '{missing.Name}'", "nothing")));
    }

    private InvalidOperationException IllegalAwait() => new(
        $"Orchestrator '{_context.Name}' awaited something that is not durable. It may only await tasks of its TaskOrchestrationContext, and no ConfigureAwait(false).");
}
