using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace Aigc.Runtime.Engine;

/// <summary>The durable client over the engine in this process. Every call that changes something returns when that is durable.</summary>
internal sealed class EngineClient(DurableEngine engine, IOptions<DurableTaskClientOptions> defaults) : DurableTaskClient("embedded")
{
    private readonly SemaphoreSlim _creating = new(1);
    private readonly ConcurrentDictionary<string, Task> _uncommitted = new(StringComparer.Ordinal);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        engine.Admission.Check();
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        // An id that was drawn just now is nobody else's.
        if (options?.InstanceId is null) await engine.CreateAsync(NewRow(id, orchestratorName, input, options), replaces: 0).WaitAsync(cancellation);
        else await CreateUniqueAsync(id, () => NewRow(id, orchestratorName, input, options), options, cancellation);
        return id;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new(EventKind.EventRaised, -1, eventName, JsonDataConverter.Instance.Serialize(eventPayload)), cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await WaitAsync(instanceId, row => row.Status != InstanceStatus.Pending, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await WaitAsync(instanceId, row => row.IsFinal, getInputsAndOutputs, cancellation);

    public override async Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var children = options?.Recursive == true ? engine.Reader.ChildrenOf(instanceId) : [];
        await SendAsync(instanceId, new(EventKind.Terminated, -1, null, JsonDataConverter.Instance.Serialize(options?.Output)), cancellation);
        // Also below those that have ended: an earlier call may have been cut off between a child and its own children.
        foreach (var child in children) await TerminateInstanceAsync(child.InstanceId, options, cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => SendAsync(instanceId, new(EventKind.Suspended, -1, null, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => SendAsync(instanceId, new(EventKind.Resumed, -1, null, reason), cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(engine.Reader.Find(instanceId) is { } row ? Metadata.Of(row, getInputsAndOutputs) : null);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => new InstancePages(engine.Reader, filter ?? new());

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var found = engine.Reader.Find(instanceId);
        return found is { IsFinal: true } ? await PurgeAsync([found], options?.Recursive == true) : new PurgeResult(0);
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var statuses = filter.Statuses?.Select(status => (InstanceStatus)(int)status).ToHashSet();
        var found = engine.Reader.Select("WHERE status NOT IN (0, 6, 7) AND created >= ?1 AND created <= ?2", payloads: false, filter.CreatedFrom?.UtcTicks ?? 0, filter.CreatedTo?.UtcTicks ?? long.MaxValue);
        return PurgeAsync([.. found.Where(row => statuses is null || statuses.Contains(row.Status))], options?.Recursive == true);
    }

    public override ValueTask DisposeAsync()
    {
        _creating.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CreateUniqueAsync(string id, Func<InstanceRow> row, StartOrchestrationOptions options, CancellationToken cancellation)
    {
        Task created;
        await _creating.WaitAsync(cancellation);
        try
        {
            // Whoever comes second to the same id is refused only when the first is there for everybody to see.
            if (_uncommitted.TryGetValue(id, out var first)) await first;
            lock (engine.Starting)
            {
                var existing = engine.Directory.State(id);
                if (existing is not null) Refuse(existing, options);
                created = _uncommitted[id] = engine.CreateAsync(row(), existing?.Id ?? 0);
            }
        }
        finally
        {
            _creating.Release();
        }
        try
        {
            await created.WaitAsync(cancellation);
        }
        finally
        {
            _uncommitted.TryRemove(id, out _);
        }
    }

    private async Task<PurgeResult> PurgeAsync(IReadOnlyList<InstanceRow> rows, bool recursive)
    {
        var all = new Dictionary<long, InstanceRow>();
        var left = new Queue<InstanceRow>(rows);
        while (left.TryDequeue(out var row))
            if (row.IsFinal && all.TryAdd(row.Id, row) && recursive)
                foreach (var child in engine.Reader.ChildrenOf(row.InstanceId)) left.Enqueue(child);
        await engine.RemoveAsync([.. all.Keys]);
        return new PurgeResult(all.Count, isComplete: true);
    }

    private Task SendAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Directory.Post(instanceId, message with { Acknowledged = acknowledged });
        return acknowledged.Task.WaitAsync(cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(string instanceId, Func<InstanceRow, bool> condition, bool payloads, CancellationToken cancellation)
    {
        var told = engine.Completions.RegisterAsync(instanceId, condition);
        try
        {
            // Memory goes before the file: what has not come about there is yet to be told.
            if (engine.Directory.Live(instanceId) is not { } live || condition(live))
            {
                var row = Existing(instanceId);
                if (condition(row)) return Metadata.Of(row, payloads);
            }
            return Metadata.Of(await told.WaitAsync(cancellation), payloads);
        }
        finally
        {
            engine.Completions.Forget(instanceId, told);
        }
    }

    private InstanceRow Existing(string instanceId) => engine.Reader.Find(instanceId) ?? throw new InvalidOperationException($"There is no orchestration instance '{instanceId}'.");

    private InstanceRow NewRow(string id, TaskName name, object? input, StartOrchestrationOptions? options) => new()
    {
        Id = engine.DrawNumber(),
        Generation = engine.DrawNumber(),
        InstanceId = id,
        Name = name.Name,
        Status = InstanceStatus.Pending,
        CreatedAt = engine.Now,
        UpdatedAt = engine.Now,
        Input = JsonDataConverter.Instance.Serialize(input),
        Version = options?.Version?.Version ?? (defaults.Value.DefaultVersion is { Length: > 0 } version ? version : null),
        StartAt = options?.StartAt?.UtcTicks ?? 0,
        Tags = options?.Tags is { Count: > 0 } tags ? JsonSerializer.Serialize(tags) : null,
    };

    private static void Refuse(InstanceRow existing, StartOrchestrationOptions? options)
    {
        if (existing.IsFinal && options?.DedupeStatuses?.Contains(existing.Status.ToString()) != true) return;
        throw new InvalidOperationException($"An orchestration instance '{existing.InstanceId}' with status {existing.Status} already exists.");
    }
}
