namespace Aigc.Runtime.Engine;

/// <summary>External events of a run: those that came before anybody waited, and those that are waited for. Names ignore case; first come, first served.</summary>
internal sealed class ExternalEvents
{
    // Most orchestrators wait for no event at all, and all of them are kept in memory.
    private Dictionary<string, Queue<HistoryRow>>? _buffered;
    private Dictionary<string, LinkedList<Waiter>>? _waiters;

    public bool HasWaiters => _waiters is not null && _waiters.Values.Any(waiters => waiters.Count > 0);

    public Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var source = new TaskCompletionSource<T>();
        if (_buffered is not null && _buffered.TryGetValue(name, out var early) && early.TryDequeue(out var row))
        {
            Read(source, row);
            return source.Task;
        }
        _waiters ??= new(StringComparer.OrdinalIgnoreCase);
        if (!_waiters.TryGetValue(name, out var waiters)) _waiters[name] = waiters = new();
        var node = waiters.AddLast(new Waiter(raised => Read(source, raised)));
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => Cancel(waiters, node, () => source.TrySetCanceled(cancellationToken)), useSynchronizationContext: false);
        return source.Task;
    }

    public void Raise(HistoryRow row)
    {
        if (_waiters is not null && _waiters.TryGetValue(row.Name!, out var waiters) && waiters.First is { } first)
        {
            waiters.RemoveFirst();
            first.Value.Deliver(row);
            return;
        }
        _buffered ??= new(StringComparer.OrdinalIgnoreCase);
        if (!_buffered.TryGetValue(row.Name!, out var early)) _buffered[row.Name!] = early = new();
        early.Enqueue(row);
    }

    public IReadOnlyList<HistoryRow> Unprocessed() => _buffered is null ? [] : [.. _buffered.Values.SelectMany(rows => rows).OrderBy(row => row.At)];

    private static void Cancel(LinkedList<Waiter> waiters, LinkedListNode<Waiter> node, Action cancel)
    {
        if (node.List is not null) waiters.Remove(node);
        cancel();
    }

    private static void Read<T>(TaskCompletionSource<T> source, HistoryRow row)
    {
        try
        {
            source.TrySetResult((T)JsonDataConverter.Instance.Deserialize(row.Data, typeof(T))!);
        }
        // A converter may throw anything; to the orchestrator it is a wait that failed.
        catch (Exception unreadable)
        {
            source.TrySetException(unreadable);
        }
    }

    private sealed record Waiter(Action<HistoryRow> Deliver);
}
