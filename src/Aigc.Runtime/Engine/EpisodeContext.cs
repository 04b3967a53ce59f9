namespace Aigc.Runtime.Engine;

/// <summary>
/// Runs an orchestrator's continuations on the thread of its episode and nowhere else. A continuation that comes from another thread
/// means that the orchestrator awaited something that is not durable.
/// </summary>
internal sealed class EpisodeContext : SynchronizationContext
{
    // Seldom needed: what a row completes mostly continues at once.
    private Queue<(SendOrPostCallback Callback, object? State)>? _ready;
    private int _thread = -1;

    /// <summary>True from the moment a foreign continuation was seen.</summary>
    public bool IllegalAwait { get; private set; }

    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Runs an action and every continuation that follows from it, until the orchestrator waits again.</summary>
    public void Run<TRun, TRow>(TRun run, TRow row, Action<TRun, TRow> action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            action(run, row);
            while (_ready is not null && _ready.TryDequeue(out var next)) next.Callback(next.State);
        }
        finally
        {
            _thread = -1;
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent) (_ready ??= new()).Enqueue((d, state));
        else IllegalAwait = true;
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;
}
