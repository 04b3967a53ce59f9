namespace Aigc.Runtime.Engine;

/// <summary>Callers that wait for an instance to start or to end; they are told by the commit, nobody polls.</summary>
internal sealed class Completions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);
    private Exception? _fault;

    /// <summary>Completes at the next commit of the instance that satisfies the condition, with what was committed. Register first, then look at the file, forget in the end.</summary>
    public Task<InstanceRow> RegisterAsync(string instanceId, Func<InstanceRow, bool> condition)
    {
        var waiter = new Waiter(condition, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            if (_fault is not null) return Task.FromException<InstanceRow>(_fault);
            if (!_waiters.TryGetValue(instanceId, out var waiters)) _waiters[instanceId] = waiters = [];
            waiters.Add(waiter);
        }
        return waiter.Source.Task;
    }

    /// <summary>Takes a waiter out, whether or not it was told.</summary>
    public void Forget(string instanceId, Task told)
    {
        lock (_lock)
            if (_waiters.TryGetValue(instanceId, out var waiters)) Remove(instanceId, waiters, waiter => waiter.Source.Task == told);
    }

    public void Tell(InstanceRow instance)
    {
        lock (_lock)
        {
            if (!_waiters.TryGetValue(instance.InstanceId, out var waiters)) return;
            foreach (var waiter in waiters.Where(waiter => waiter.Condition(instance))) waiter.Source.TrySetResult(instance);
            Remove(instance.InstanceId, waiters, waiter => waiter.Source.Task.IsCompleted);
        }
    }

    /// <summary>Ends all waits, those to come as well: the engine has stopped.</summary>
    public void Fail(Exception fault)
    {
        lock (_lock)
        {
            _fault = fault;
            foreach (var waiter in _waiters.Values.SelectMany(waiters => waiters)) waiter.Source.TrySetException(fault);
            _waiters.Clear();
        }
    }

    private void Remove(string instanceId, List<Waiter> waiters, Predicate<Waiter> which)
    {
        waiters.RemoveAll(which);
        if (waiters.Count == 0) _waiters.Remove(instanceId);
    }

    private sealed record Waiter(Func<InstanceRow, bool> Condition, TaskCompletionSource<InstanceRow> Source);
}
