namespace Aigc.Runtime.Engine;

/// <summary>
/// Puts back, after a restart, what the history says is under way: activities that were scheduled and not completed run (again), timers are
/// armed, children are started or their ends told, stored messages are delivered. It reads the file as it was when it was taken over, beside
/// an engine that works already, and begins with what came to run last. Instances that only wait are left alone: one is replayed when something comes for it.
/// </summary>
internal sealed class Recovery(ReadSession session, DurableEngine engine)
{
    private const int Stretch = 256;

    /// <summary>Before anything else: who sent one and goes on may send the next, which must not overtake it.</summary>
    public void DeliverMessages()
    {
        foreach (var (id, target, name, data) in session.Messages()) engine.DeliverMessage(id, target, name, data);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var seen = 0;
        foreach (var (id, status) in UnderWay())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Resume(id, status);
            // Others have to get their turn as well.
            if (++seen % Stretch == 0) await Task.Yield();
        }
    }

    private IEnumerable<(long Id, InstanceStatus Status)> UnderWay() => session.Select(
        "SELECT id, status FROM instances WHERE status IN (0, 6, 7) ORDER BY updated DESC", row => (row.Integer(0), (InstanceStatus)row.Integer(1)));

    private void Resume(long id, InstanceStatus status)
    {
        var open = Open(id);
        if (open.Count == 0 && status != InstanceStatus.Pending) return;
        var instance = session.Instances("WHERE id = ?1", payloads: false, id).First();
        if (status == InstanceStatus.Pending) engine.Begin(instance);
        foreach (var action in open)
        {
            if (action.Kind == EventKind.SubScheduled) ResumeChild(instance, action);
            else engine.Dispatch(instance, action);
        }
    }

    private void ResumeChild(InstanceRow parent, HistoryRow action)
    {
        var child = session.Instances("WHERE instance = ?1", payloads: true, action.Target!).FirstOrDefault();
        var isItsOwn = child is not null && Children.IsChildOf(child, parent, action);
        if (isItsOwn && child!.IsFinal) engine.Children.TellParent(child);
        else if (!isItsOwn) engine.Children.Start(parent, new(action));
    }

    /// <summary>Actions without a result.</summary>
    private IReadOnlyCollection<HistoryRow> Open(long instance)
    {
        var open = new Dictionary<int, HistoryRow>();
        foreach (var row in session.Outline(instance))
        {
            if (row.Kind is EventKind.TaskScheduled or EventKind.TimerCreated or EventKind.SubScheduled) open[row.Task] = row;
            else if (row.Kind is EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired) open.Remove(row.Task);
        }
        return open.Values;
    }
}
