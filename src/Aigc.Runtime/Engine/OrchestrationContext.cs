using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>What orchestrator code sees. Every call gets the next sequence number; on replay it must be the call that the history has there.</summary>
internal sealed class OrchestrationContext(InstanceRow instance, EpisodeContext episode, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private readonly Dictionary<int, IPendingTask> _pending = [];
    private readonly ExternalEvents _events = new();
    private List<NewAction>? _actions;
    private DateTime _now;
    private int _nextTask;
    private int _nextGuid;

    /// <summary>What the history says was asked for, while it is replayed.</summary>
    public IReadOnlyDictionary<int, HistoryRow> Recorded { get; set; } = FrozenDictionary<int, HistoryRow>.Empty;
    public bool Replaying { get; set; }
    public EpisodeContext Episode => episode;
    public string? CustomStatus { get; private set; } = instance.CustomStatus;
    public (string? Input, bool Preserve, string? Version)? Restart { get; private set; }
    public NonDeterministicException? Violation { get; private set; }

    /// <summary>Whether something durable can still wake the orchestrator.</summary>
    public bool IsWaiting => _pending.Count > 0 || _events.HasWaiters;

    public override TaskName Name => instance.Name;
    public override string InstanceId => instance.InstanceId;
    public override string Version => instance.Version ?? "";
    public override bool IsReplaying => Replaying;
    public override DateTime CurrentUtcDateTime => _now;
    public override ParentOrchestrationInstance? Parent => instance.ParentId is null ? null : new(instance.ParentName!, instance.ParentId);
    protected override ILoggerFactory LoggerFactory => loggers;

    public static NonDeterministicException Mismatch(int task, string expected, string found) => new(
        $"The orchestrator is not deterministic: at slot {task} its history has {expected}, but the code now asks for {found}.");

    public override T? GetInput<T>() where T : default => JsonDataConverter.Instance.Deserialize(instance.Input, typeof(T)) is T input ? input : default;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        TryAsync<TResult>(EventKind.TaskScheduled, name, input, options?.Version?.Version, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var id = (options as SubOrchestrationOptions)?.InstanceId;
        return TryAsync<TResult>(EventKind.SubScheduled, orchestratorName, input, id, options);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var due = fireAt.ToUniversalTime().Ticks;
        var pending = new PendingTask<object?>("timer", cancellationToken);
        Begin(EventKind.TimerCreated, "timer", due.ToString(System.Globalization.CultureInfo.InvariantCulture), null, null, pending);
        return pending.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        CheckThread();
        return _events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        Begin(EventKind.EventSent, eventName, JsonDataConverter.Instance.Serialize(payload), instanceId, null, null);

    public override void SetCustomStatus(object? customStatus) => CustomStatus = JsonDataConverter.Instance.Serialize(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => Restart = (JsonDataConverter.Instance.Serialize(newInput), preserveUnprocessedEvents, null);

    public override void ContinueAsNew(ContinueAsNewOptions options) => Restart = (JsonDataConverter.Instance.Serialize(options.NewInput), options.PreserveUnprocessedEvents, options.NewVersion);

    /// <summary>Name-based (RFC 9562, from SHA-256): the n-th one of an instance and time is always the same.</summary>
    public override Guid NewGuid()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{instance.InstanceId}|{instance.Generation}|{_now.Ticks}|{_nextGuid++}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    public void SetTime(long ticks) => _now = new DateTime(ticks, DateTimeKind.Utc);

    /// <summary>Completes what an incoming row is about.</summary>
    public void Complete(HistoryRow row)
    {
        if (row.Kind == EventKind.EventRaised) _events.Raise(row);
        else if (_pending.Remove(row.Task, out var pending)) pending.Complete(row);
        else if (row.Task >= _nextTask) throw Mismatch(row.Task, $"{row.Kind} '{row.Name}'", "nothing");
    }

    public IReadOnlyList<NewAction> TakeActions()
    {
        var taken = _actions;
        _actions = null;
        return taken ?? (IReadOnlyList<NewAction>)[];
    }

    public IReadOnlyList<HistoryRow> UnprocessedEvents() => _events.Unprocessed();

    /// <summary>A recorded action that the code has not asked for, although it has gone as far as its history.</summary>
    public HistoryRow? FirstMissing() => Recorded.Values.Where(row => row.Task >= _nextTask).MinBy(row => row.Task);

    private Task<TResult> TryAsync<TResult>(EventKind kind, TaskName name, object? input, string? target, TaskOptions? options) =>
        options?.Retry is { } retry ? RetryAsync<TResult>(kind, name, input, target, options, retry) : ScheduleAsync<TResult>(kind, name, input, target, options);

    private Task<TResult> RetryAsync<TResult>(EventKind kind, TaskName name, object? input, string? target, TaskOptions options, TaskRetryOptions retry) =>
        Retries.RunAsync(this, retry, () => ScheduleAsync<TResult>(kind, name, input, target, options));

    private Task<TResult> ScheduleAsync<TResult>(EventKind kind, TaskName name, object? input, string? target, TaskOptions? options)
    {
        if (kind == EventKind.SubScheduled) target ??= $"{NewGuid():N}";
        var pending = new PendingTask<TResult>(name.Name, CancellationToken.None);
        Begin(kind, name.Name, JsonDataConverter.Instance.Serialize(input), target, options, pending);
        return pending.Task;
    }

    private void Begin(EventKind kind, string name, string? data, string? target, TaskOptions? options, IPendingTask? pending)
    {
        CheckThread();
        var task = _nextTask++;
        if (Recorded.TryGetValue(task, out var recorded)) CheckSame(recorded, kind, name);
        else (_actions ??= []).Add(new(new(kind, task, name, _now.Ticks, data, target), options));
        if (pending is null) return;
        pending.TaskId = task;
        _pending[task] = pending;
    }

    private void CheckSame(HistoryRow recorded, EventKind kind, string name)
    {
        if (recorded.Kind == kind && string.Equals(recorded.Name, name, StringComparison.OrdinalIgnoreCase)) return;
        Violation ??= Mismatch(recorded.Task, $"{recorded.Kind} '{recorded.Name}'", $"{kind} '{name}'");
        throw Violation;
    }

    private void CheckThread()
    {
        if (!episode.IsCurrent) throw new InvalidOperationException("The orchestration context was used outside of its orchestrator: on another thread, or after the episode.");
    }
}
