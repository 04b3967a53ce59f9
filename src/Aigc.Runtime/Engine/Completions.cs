using System.Collections.Concurrent;

namespace Aigc.Runtime.Engine;

/// <summary>Callers that wait for an instance to start or to end; they are told by the commit, nobody polls.</summary>
internal sealed class Completions
{
    private readonly ConcurrentDictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);
    private volatile Exception? _fault;

    /// <summary>Completes at the next commit of the instance that satisfies the condition. Register first, then look at the file.</summary>
    public Task RegisterAsync(string instanceId, Func<InstanceRow, bool> condition)
    {
        var waiter = new Waiter(condition, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var waiters = _waiters.GetOrAdd(instanceId, _ => []);
        lock (waiters) waiters.Add(waiter);
        if (_fault is { } fault) waiter.Source.TrySetException(fault);
        return waiter.Source.Task;
    }

    public void Tell(InstanceRow instance)
    {
        if (!_waiters.TryGetValue(instance.InstanceId, out var waiters)) return;
        lock (waiters)
        {
            foreach (var waiter in waiters.Where(waiter => waiter.Condition(instance))) waiter.Source.TrySetResult();
            waiters.RemoveAll(waiter => waiter.Source.Task.IsCompleted);
        }
    }

    /// <summary>Ends all waits: the engine has stopped.</summary>
    public void Fail(Exception fault)
    {
        _fault = fault;
        foreach (var waiters in _waiters.Values)
            lock (waiters) waiters.ForEach(waiter => waiter.Source.TrySetException(fault));
    }

    private sealed record Waiter(Func<InstanceRow, bool> Condition, TaskCompletionSource Source);
}
