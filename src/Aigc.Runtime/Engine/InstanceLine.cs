using System.Threading.Channels;

namespace Aigc.Runtime.Engine;

/// <summary>The line of instances that have something to do. Their groups take turns: one with ten thousand instances in it is not in the way of one with a single one.</summary>
internal sealed class InstanceLine(EngineOptions options)
{
    private readonly Lock _lock = new();
    private readonly TurnQueue<LiveInstance> _waiting = new();
    // One for each that waits. Whoever has taken a signal finds an instance, though not the one that it was given for.
    private readonly Channel<bool> _signals = Channel.CreateUnbounded<bool>();

    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>False where the line is closed.</summary>
    public bool TryAdd(LiveInstance live)
    {
        lock (_lock)
        {
            if (!_signals.Writer.TryWrite(true)) return false;
            _waiting.Enqueue(options.GroupOf(live.Row.InstanceId), live);
            return true;
        }
    }

    /// <summary>False where the line is closed and empty.</summary>
    public ValueTask<bool> WaitAsync() => _signals.Reader.WaitToReadAsync();

    /// <summary>Null where somebody else was faster.</summary>
    public LiveInstance? TryTake()
    {
        if (!_signals.Reader.TryRead(out _)) return null;
        lock (_lock) return _waiting.Dequeue();
    }

    public void Close() => _signals.Writer.TryComplete();
}
