using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Aigc.Runtime.Engine;

/// <summary>All instances that are in memory, and the line of those that have something to do.</summary>
internal sealed class InstanceDirectory(EngineReader reader, int mostLive)
{
    private readonly ConcurrentDictionary<string, LiveInstance> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<LiveInstance> _idle = new();
    private readonly Channel<LiveInstance> _line = Channel.CreateUnbounded<LiveInstance>();
    private readonly Lock _loading = new();

    public ChannelReader<LiveInstance> Line => _line.Reader;

    public int LiveCount => _live.Count;

    public void Close() => _line.Writer.TryComplete();

    /// <summary>Brings a new instance to life; the one that it replaces, if any, is dropped.</summary>
    public LiveInstance Add(InstanceRow row) => _live[row.InstanceId] = new LiveInstance(row);

    /// <summary>The instance, from memory or from the file; null where there is none.</summary>
    public LiveInstance? Find(string instanceId)
    {
        if (_live.TryGetValue(instanceId, out var live)) return live;
        lock (_loading)
        {
            if (_live.TryGetValue(instanceId, out live)) return live;
            return reader.Find(instanceId) is { IsFinal: false } row ? _live[instanceId] = new LiveInstance(row) : null;
        }
    }

    /// <summary>The state of an instance that counts for new work: memory knows better than the file while a commit is under way.</summary>
    public InstanceRow? State(string instanceId) => _live.TryGetValue(instanceId, out var live) ? live.Row : reader.Find(instanceId);

    /// <summary>Hands a message over. False, and the message dropped, where there is no such instance under way. A null message only wakes.</summary>
    public bool Post(string instanceId, Message? message)
    {
        while (Find(instanceId) is { } live)
        {
            var wake = live.Post(message, out var alive);
            if (!alive) continue;
            if (wake) LineUp(live);
            return true;
        }
        message?.Acknowledged?.TrySetResult();
        return false;
    }

    /// <summary>Ends an episode: back in line, or idle, or out of memory.</summary>
    public void Rest(LiveInstance live, bool drop)
    {
        if (live.Rest())
        {
            LineUp(live);
            return;
        }
        if (drop || live.Row.IsFinal) Retire(live);
        else _idle.Enqueue(live);
        while (_live.Count > mostLive && _idle.TryDequeue(out var idle)) Retire(idle);
    }

    private void LineUp(LiveInstance live)
    {
        if (!_line.Writer.TryWrite(live)) live.Abandon();
    }

    public void Retire(LiveInstance live)
    {
        lock (_loading)
            if (live.TryRetire()) _live.TryRemove(new(live.Row.InstanceId, live));
    }
}
