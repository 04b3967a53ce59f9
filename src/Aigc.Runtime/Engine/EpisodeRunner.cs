using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>Runs episodes: delivers what came in to the orchestrator and gathers what it asks for. Changes memory only.</summary>
internal sealed class EpisodeRunner(DurableTaskRegistry registry, EngineReader reader, ILoggerFactory loggers, TimeProvider time)
{
    private readonly Dictionary<string, Func<IServiceProvider, ITaskOrchestrator>> _orchestrators =
        registry.GetOrchestrators().ToDictionary(task => task.Key.Name, task => task.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where nothing has changed: a wake-up that found nothing to do.</summary>
    public Episode? Run(LiveInstance live, IReadOnlyList<Message> messages)
    {
        var first = live.Row.Status == InstanceStatus.Pending;
        var loaded = live.Run is null;
        live.Run ??= Load(live.Row);
        var rows = new List<HistoryRow>();
        foreach (var message in messages) Take(live, message, rows);
        var actions = live.Run?.TakeActions() ?? [];
        var ended = !live.Row.IsFinal && live.Run?.Outcome is not null;
        if (rows.Count == 0 && actions.Count == 0 && !first && !ended && messages.Count == 0 && loaded) return null;
        rows.AddRange(actions.Select(action => action.Row));
        return Finish(live, messages, rows, actions);
    }

    /// <summary>The first episode of a generation that began by continue-as-new.</summary>
    public Episode? Continue(LiveInstance live)
    {
        var actions = live.Run!.TakeActions();
        return Finish(live, [], [.. actions.Select(action => action.Row)], actions);
    }

    private Episode Finish(LiveInstance live, IReadOnlyList<Message> messages, List<HistoryRow> rows, IReadOnlyList<NewAction> actions)
    {
        var now = Math.Max(time.GetUtcNow().UtcTicks, live.Row.UpdatedAt);
        if (!live.Row.IsFinal && live.Run is { Outcome: RunOutcome.ContinuedAsNew restart }) return StartOver(live, restart, messages, actions, now);
        live.Row = live.Row.IsFinal ? live.Row with { UpdatedAt = now } : Updated(live, now);
        // Who has ended asks for nothing more but what it has told others.
        var let = live.Row.IsFinal ? [.. actions.Where(action => action.Row.Kind is EventKind.EventSent or EventKind.SubScheduled)] : actions;
        return new(messages, rows, let);
    }

    private Episode StartOver(LiveInstance live, RunOutcome.ContinuedAsNew restart, IReadOnlyList<Message> messages, IReadOnlyList<NewAction> actions, long now)
    {
        live.Row = live.Row with { Generation = live.Row.Generation + 1, Input = restart.Input, Version = restart.Version ?? live.Row.Version, UpdatedAt = now, Status = InstanceStatus.Running, CustomStatus = live.Run!.CustomStatus };
        List<HistoryRow> history = [new(EventKind.Started, -1, live.Row.Name, now, restart.Input), .. restart.Carried.Select(row => row with { At = now })];
        live.Run = New(live.Row);
        foreach (var row in history) live.Run?.Deliver(row);
        // Timers and activities of the old generation are not asked for any more; what it told others stands.
        var told = actions.Where(action => action.Row.Kind is EventKind.EventSent).ToList();
        return new(messages, history, told, StartsOver: true);
    }

    private InstanceRow Updated(LiveInstance live, long now)
    {
        if (live.Run is null) return Ended(live.Row with { UpdatedAt = now }, Unknown(live.Row.Name));
        var row = live.Row with { UpdatedAt = now, CustomStatus = live.Run.CustomStatus, Status = live.Run.IsSuspended ? InstanceStatus.Suspended : InstanceStatus.Running };
        return live.Run.Outcome switch
        {
            RunOutcome.Completed done => row with { Status = InstanceStatus.Completed, Output = done.Output },
            RunOutcome.Failed failed => Ended(row, failed.Failure),
            _ => row,
        };
    }

    private void Take(LiveInstance live, Message message, List<HistoryRow> rows)
    {
        var stale = message.Generation >= 0 && message.Generation != live.Row.Generation;
        if (stale || live.Row.IsFinal || live.Run?.Outcome is not null) return;
        var at = Math.Max(time.GetUtcNow().UtcTicks, rows.Count > 0 ? rows[^1].At : live.Row.UpdatedAt);
        var row = new HistoryRow(message.Kind, message.Task, message.Name, at, message.Data);
        rows.Add(row);
        if (message.Kind == EventKind.Terminated) live.Row = live.Row with { Status = InstanceStatus.Terminated, Output = message.Data, UpdatedAt = at };
        else live.Run?.Deliver(row);
    }

    private OrchestratorRun? Load(InstanceRow row)
    {
        var run = New(row);
        run?.Replay(reader.History(row.Id));
        return run;
    }

    private OrchestratorRun? New(InstanceRow row) =>
        _orchestrators.TryGetValue(row.Name, out var create) ? new OrchestratorRun(create(EmptyServices.Instance), row, loggers) : null;

    private static InstanceRow Ended(InstanceRow row, TaskFailureDetails failure) => row with { Status = InstanceStatus.Failed, Failure = System.Text.Json.JsonSerializer.Serialize(failure) };

    private static TaskFailureDetails Unknown(string name) => new(typeof(InvalidOperationException).FullName!, $"There is no orchestrator named '{name}' in this host.", null, null, null);

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
