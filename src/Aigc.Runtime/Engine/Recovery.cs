namespace Aigc.Runtime.Engine;

/// <summary>
/// Puts back, after a restart, what the history says is under way: activities that were scheduled and not completed run (again), timers are
/// armed, children are started or their ends told, stored messages are delivered. Orchestrators are replayed when something comes for them.
/// </summary>
internal sealed class Recovery(EngineReader reader, DurableEngine engine)
{
    public void Run()
    {
        var instances = reader.UnderWay().ToDictionary(instance => instance.Id);
        var withWork = new HashSet<long>();
        foreach (var (instance, row) in Open())
        {
            if (!instances.TryGetValue(instance, out var owner)) continue;
            withWork.Add(instance);
            Resume(owner, row);
        }
        // Nothing pending: it waits for events, or its first episode never ran. Looking is cheap.
        foreach (var instance in instances.Values.Where(instance => !withWork.Contains(instance.Id))) engine.Begin(instance);
        foreach (var (id, target, name, data) in reader.Messages()) engine.DeliverMessage(id, target, name, data);
    }

    private void Resume(InstanceRow owner, HistoryRow row)
    {
        if (row.Kind != EventKind.SubScheduled)
        {
            engine.Dispatch(owner, row);
            return;
        }
        var child = reader.Find(row.Target!);
        var isItsOwn = child is not null && DurableEngine.IsChildOf(child, owner, row);
        if (isItsOwn && child!.IsFinal) engine.TellParent(child);
        else if (!isItsOwn) engine.StartChild(owner, new(row));
    }

    /// <summary>Actions without a result, instance by instance.</summary>
    private IEnumerable<(long Instance, HistoryRow Row)> Open()
    {
        var open = new Dictionary<int, HistoryRow>();
        var current = 0L;
        foreach (var (instance, row) in reader.Outstanding())
        {
            if (instance != current)
            {
                foreach (var left in open.Values) yield return (current, left);
                open.Clear();
                current = instance;
            }
            if (row.Kind is EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.SubScheduled) open[row.Task] = row;
            else if (row.Kind is EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired) open.Remove(row.Task);
        }
        foreach (var left in open.Values) yield return (current, left);
    }
}
