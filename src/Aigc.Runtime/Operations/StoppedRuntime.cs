using Aigc.Runtime.Engine;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Runtime.Operations;

/// <summary>
/// Changes the file of a host that does not run. It is the engine itself that changes it, with no task of the app in it and before any of its
/// loops has begun: what it writes is what a host would have written.
/// </summary>
public sealed class StoppedRuntime : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DurableEngine _engine;

    private StoppedRuntime(ServiceProvider services)
    {
        _services = services;
        _engine = services.GetRequiredService<DurableEngine>();
    }

    /// <exception cref="InvalidOperationException">A host runs on the file: it alone may change it.</exception>
    public static StoppedRuntime Open(string path)
    {
        _ = new RuntimeFile(path);
        var services = new ServiceCollection().AddLogging().AddDurableEngine(options => options.DatabasePath = path, _ => { }).BuildServiceProvider();
        var runtime = new StoppedRuntime(services);
        runtime._engine.Open(exclusive: true);
        return runtime;
    }

    /// <summary>Leaves an event for an instance that is under way; it is delivered when the host starts. False where there is none.</summary>
    /// <param name="json">The payload; null: none.</param>
    public async Task<bool> RaiseAsync(string instanceId, string name, string? json)
    {
        if (_engine.Reader.Find(instanceId) is not { IsFinal: false } row) return false;
        await _engine.LeaveAsync(new CommitUnit(row) { Sent = [new(instanceId, name, json)] });
        return true;
    }

    /// <summary>Ends an instance, with its children where that is asked for; its parent hears of it when the host starts. Returns how many were ended.</summary>
    public async Task<int> TerminateAsync(string instanceId, string? reason, bool recursive)
    {
        var ended = 0;
        var left = new Queue<string>([instanceId]);
        while (left.TryDequeue(out var id))
        {
            if (_engine.Reader.Find(id) is { IsFinal: false } row)
            {
                await _engine.LeaveAsync(Terminated(row, JsonDataConverter.Instance.Serialize(reason)));
                ended++;
            }
            if (recursive) foreach (var child in _engine.Reader.ChildrenOf(id)) left.Enqueue(child.InstanceId);
        }
        return ended;
    }

    /// <summary>Removes instances that have ended, with their histories.</summary>
    /// <param name="endedBefore">Those alone that changed last before it.</param>
    public async Task<int> PurgeAsync(DateTimeOffset endedBefore, IReadOnlyCollection<OrchestrationRuntimeStatus> statuses, string prefix)
    {
        var found = _engine.Reader.Select("WHERE status NOT IN (0, 6, 7) AND updated < ?1 AND substr(instance, 1, length(?2)) = ?2", payloads: false, endedBefore.UtcTicks, prefix)
            .Where(row => statuses.Count == 0 || statuses.Contains((OrchestrationRuntimeStatus)(int)row.Status)).Select(row => row.Id).ToList();
        await _engine.RemoveAsync(found);
        return found.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private CommitUnit Terminated(InstanceRow row, string? output)
    {
        var at = Math.Max(_engine.Now, row.UpdatedAt);
        return new(row with { Status = InstanceStatus.Terminated, Output = output, UpdatedAt = at }) { Rows = [new(EventKind.Terminated, -1, null, at, output)] };
    }
}
