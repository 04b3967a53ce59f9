using System.Collections.Frozen;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>
/// One generation of an orchestrator, live in memory. Rows are delivered one by one, each at its own time, so that a replay after a
/// restart takes exactly the steps that were taken before, however they were batched.
/// </summary>
internal sealed class OrchestratorRun(VersionedTasks<ITaskOrchestrator> orchestrators, IServiceProvider services, InstanceRow instance, ILoggerFactory loggers)
{
    private readonly OrchestrationContext _context = new(instance, new EpisodeContext(), loggers);
    private Queue<HistoryRow>? _heldBack;
    private Task<object?>? _task;

    public bool IsSuspended { get; private set; }

    public RunOutcome? Outcome { get; private set; }

    public string? CustomStatus => _context.CustomStatus;

    /// <summary>Takes the run back to where its history left it.</summary>
    /// <param name="history">All rows of the generation.</param>
    /// <param name="hasRun">False before the first episode: then it is no replay.</param>
    public void Replay(IReadOnlyList<HistoryRow> history, bool hasRun)
    {
        _context.Recorded = history.Where(row => !row.IsIncoming).ToDictionary(row => row.Task);
        _context.Replaying = hasRun;
        foreach (var row in history) if (row.IsIncoming) Deliver(row);
        _context.Replaying = false;
        if (Outcome is not null || IsSuspended) return;
        CheckNothingIsMissing();
        _context.Recorded = FrozenDictionary<int, HistoryRow>.Empty;
    }

    /// <summary>Delivers an incoming row and runs the orchestrator until it waits again or ends.</summary>
    public void Deliver(HistoryRow row)
    {
        if (Outcome is not null) Carry(row);
        else if (row.Kind == EventKind.Suspended) IsSuspended = true;
        else if (row.Kind == EventKind.Resumed) Resume(row);
        else if (IsSuspended) (_heldBack ??= new()).Enqueue(row);
        else Step(row);
    }

    public IReadOnlyList<NewAction> TakeActions() => _context.TakeActions();

    private void Resume(HistoryRow row)
    {
        IsSuspended = false;
        while (!IsSuspended && _heldBack is not null && _heldBack.TryDequeue(out var held))
        {
            if (Outcome is null) Step(held with { At = row.At });
            else Carry(held);
        }
    }

    /// <summary>An event that lies behind the one with which the orchestrator started over: nobody has waited for it yet.</summary>
    private void Carry(HistoryRow row)
    {
        if (row.Kind == EventKind.EventRaised && Outcome is RunOutcome.ContinuedAsNew restart && _context.Restart is { Preserve: true }) Outcome = restart with { Carried = [.. restart.Carried, row] };
    }

    private void Step(HistoryRow row)
    {
        _context.SetTime(row.At);
        try
        {
            _context.Episode.Run(this, row, static (run, row) =>
            {
                if (row.Kind == EventKind.Started) run._task = run.Begin(row.Data);
                else run._context.Complete(row);
            });
            Outcome = OutcomeNow();
        }
        // It could not be made, its input not be read, its output not be written, or it is not deterministic: whatever it is, it has failed.
        catch (Exception defect)
        {
            Outcome = new RunOutcome.Failed(Failures.Of(defect));
        }
    }

    private Task<object?> Begin(string? input)
    {
        var orchestrator = orchestrators.Create(instance.Name, instance.Version, services);
        return orchestrator.RunAsync(_context, JsonDataConverter.Instance.Deserialize(input, orchestrator.InputType));
    }

    private RunOutcome? OutcomeNow()
    {
        if (_context.Violation is { } violation) return new RunOutcome.Failed(Failures.Of(violation));
        if (_task!.IsFaulted) return new RunOutcome.Failed(Failures.Of(_task.Exception!.InnerException!));
        if (_task.IsCanceled) return new RunOutcome.Failed(Failures.Of(new TaskCanceledException(_task)));
        if (_task.IsCompleted && _context.Restart is { } restart) return new RunOutcome.ContinuedAsNew(restart.Input, restart.Version, restart.Preserve ? _context.UnprocessedEvents() : []);
        if (_task.IsCompleted) return new RunOutcome.Completed(JsonDataConverter.Instance.Serialize(_task.Result));
        return _context.Episode.IllegalAwait || !_context.IsWaiting ? new RunOutcome.Failed(Failures.Of(IllegalAwait())) : null;
    }

    private void CheckNothingIsMissing()
    {
        if (_context.FirstMissing() is { } missing)
            Outcome = new RunOutcome.Failed(Failures.Of(OrchestrationContext.Mismatch(missing.Task, $"{missing.Kind} '{missing.Name}'", "nothing")));
    }

    private InvalidOperationException IllegalAwait() => new(
        $"Orchestrator '{_context.Name}' awaited something that is not durable. It may only await tasks of its TaskOrchestrationContext, and no ConfigureAwait(false).");
}
