using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>Runs episodes: delivers what came in to the orchestrator and gathers what it asks for. Changes memory only.</summary>
internal sealed class EpisodeRunner(DurableTaskRegistry registry, EngineReader reader, IServiceProvider services, Func<long> drawNumber)
{
    private readonly VersionedTasks<ITaskOrchestrator> _orchestrators = new("orchestrator", registry.GetOrchestrators());

    private readonly ILoggerFactory _loggers = services.GetRequiredService<ILoggerFactory>();
    private readonly EngineMetrics _metrics = services.GetRequiredService<EngineMetrics>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    private long Now => _time.GetUtcNow().UtcTicks;

    /// <summary>Null where nothing has changed: a wake-up that found nothing to do.</summary>
    public Episode? Run(LiveInstance live, IReadOnlyList<Message> messages)
    {
        // Before its time an instance only keeps what comes: its run begins with all of it.
        var isAsleep = live.Row.IsAsleep(Now);
        if (!isAsleep) live.Run ??= live.TakeBeginning() is { } started ? Begun(live, started) : Load(live);
        var rows = new List<HistoryRow>();
        var taken = TakeAll(live, messages, rows);
        var actions = live.Run?.TakeActions() ?? [];
        var begins = !isAsleep && live.Row.Status == InstanceStatus.Pending;
        var ended = !live.Row.IsFinal && live.Run?.Outcome is not null;
        if (taken.Count == 0 && actions.Count == 0 && !begins && !ended) return null;
        for (var i = 0; i < actions.Count; i++) rows.Add(actions[i].Row);
        live.Weigh(rows, anew: false);
        return Finish(live, taken, rows, actions);
    }

    /// <summary>The end of an instance whose state cannot be understood.</summary>
    public Episode Fail(LiveInstance live, IReadOnlyList<Message> messages, Exception defect)
    {
        live.Run = null;
        live.Time = Math.Max(Now, live.Time);
        live.Row = Ended(live.Row with { UpdatedAt = live.Time }, Failures.Of(defect));
        return new(messages, [], []);
    }

    private Episode Finish(LiveInstance live, IReadOnlyList<Message> messages, List<HistoryRow> rows, IReadOnlyList<NewAction> actions)
    {
        var now = live.Time = Math.Max(Now, live.Time);
        if (!live.Row.IsFinal && live.Run is { Outcome: RunOutcome.ContinuedAsNew restart }) return StartOver(live, restart, messages, actions, now);
        live.Row = live.Row.IsFinal || live.Run is null ? live.Row with { UpdatedAt = now } : Updated(live.Row, live.Run, now);
        // Who has ended asks for nothing more but what it has told others.
        var let = live.Row.IsFinal ? [.. actions.Where(action => action.Row.Kind is EventKind.EventSent or EventKind.SubScheduled)] : actions;
        return new(messages, rows, let);
    }

    private Episode StartOver(LiveInstance live, RunOutcome.ContinuedAsNew restart, IReadOnlyList<Message> messages, IReadOnlyList<NewAction> actions, long now)
    {
        live.Row = live.Row with { Generation = drawNumber(), Input = restart.Input, Version = restart.Version ?? live.Row.Version, UpdatedAt = now, CustomStatus = live.Run!.CustomStatus };
        List<HistoryRow> history = [new(EventKind.Started, -1, live.Row.Name, now, restart.Input), .. restart.Carried.Select(row => row with { At = now })];
        live.Run = New(live.Row);
        foreach (var row in history) live.Run.Deliver(row);
        // One that has ended by now ends in an episode of its own; pending until then, a restart finds that it has still to run.
        var goesOn = live.Run.Outcome is null;
        live.Row = live.Row with { Status = goesOn ? InstanceStatus.Running : InstanceStatus.Pending };
        var begun = goesOn ? live.Run.TakeActions() : [];
        history.AddRange(begun.Select(action => action.Row));
        live.Weigh(history, anew: true);
        // Timers and activities of the old generation are not asked for any more; what it told others stands.
        return new(messages, history, [.. actions.Where(action => action.Row.Kind is EventKind.EventSent), .. begun], StartsOver: true);
    }

    private static InstanceRow Updated(InstanceRow before, OrchestratorRun run, long now)
    {
        var isAsItWas = before.Status == InstanceStatus.Running && !run.IsSuspended && run.Outcome is null && before.CustomStatus == run.CustomStatus;
        if (isAsItWas) return before;
        var row = before with { UpdatedAt = now, CustomStatus = run.CustomStatus, Status = run.IsSuspended ? InstanceStatus.Suspended : InstanceStatus.Running };
        return run.Outcome switch
        {
            RunOutcome.Completed done => row with { Status = InstanceStatus.Completed, Output = done.Output },
            RunOutcome.Failed failed => Ended(row, failed.Failure),
            _ => row,
        };
    }

    private IReadOnlyList<Message> TakeAll(LiveInstance live, IReadOnlyList<Message> messages, List<HistoryRow> rows)
    {
        for (var taken = 0; taken < messages.Count; taken++)
        {
            if (live.Run?.Outcome is RunOutcome.ContinuedAsNew && !live.Row.IsFinal)
            {
                // What came after the orchestrator started over is for its next generation.
                live.PutBack(messages.Skip(taken));
                return messages.Take(taken).ToList();
            }
            Take(live, messages[taken], rows);
        }
        return messages;
    }

    private void Take(LiveInstance live, Message message, List<HistoryRow> rows)
    {
        var stale = message.Generation >= 0 && message.Generation != live.Row.Generation;
        if (stale || live.Row.IsFinal || live.Run?.Outcome is not null) return;
        var at = Math.Max(Math.Max(Now, live.Row.StartAt), rows.Count > 0 ? rows[^1].At : live.Time);
        var row = new HistoryRow(message.Kind, message.Task, message.Name, at, message.Data);
        rows.Add(row);
        if (message.Kind == EventKind.Terminated) live.Row = live.Row with { Status = InstanceStatus.Terminated, Output = message.Data, UpdatedAt = at };
        else live.Run?.Deliver(row);
    }

    private OrchestratorRun Load(LiveInstance live)
    {
        var history = reader.History(live.Row.Id);
        _metrics.Replayed(history.Count);
        var run = New(live.Row);
        run.Replay(history, hasRun: live.Row.Status != InstanceStatus.Pending);
        live.Weigh(history, anew: true);
        return run;
    }

    private OrchestratorRun Begun(LiveInstance live, HistoryRow started)
    {
        var run = New(live.Row);
        run.Deliver(started);
        live.Weigh([started], anew: true);
        return run;
    }

    private OrchestratorRun New(InstanceRow row) => new(_orchestrators, services, row, _loggers);

    private static InstanceRow Ended(InstanceRow row, TaskFailureDetails failure) => row with { Status = InstanceStatus.Failed, Failure = System.Text.Json.JsonSerializer.Serialize(failure) };
}
