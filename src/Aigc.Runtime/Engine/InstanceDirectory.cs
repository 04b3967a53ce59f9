using System.Collections.Concurrent;

namespace Aigc.Runtime.Engine;

/// <summary>All instances that are in memory, and the line of those that have something to do. What takes too much memory is dropped, longest idle first.</summary>
internal sealed class InstanceDirectory(EngineReader reader, EngineMetrics metrics, EngineOptions options)
{
    private const int MostTries = 16;
    private readonly ConcurrentDictionary<string, LiveInstance> _live = new(StringComparer.Ordinal);
    private readonly LinkedList<LiveInstance> _idle = new();
    private readonly Lock[] _loading = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private long _bytes;

    public InstanceLine Line { get; } = new(options);

    public int LiveCount => _live.Count;

    /// <summary>Estimated, of the instances that have run since they came into memory.</summary>
    public long LiveBytes => Volatile.Read(ref _bytes);

    /// <summary>Brings a new instance to life; the one that it replaces, if any, is dropped.</summary>
    public LiveInstance Add(InstanceRow row) => _live[row.InstanceId] = new LiveInstance(row);

    /// <summary>The instance, from memory or from the file; null where there is none.</summary>
    public LiveInstance? Find(string instanceId)
    {
        if (_live.TryGetValue(instanceId, out var live)) return live;
        lock (LoadingOf(instanceId))
        {
            if (_live.TryGetValue(instanceId, out live)) return live;
            return reader.Find(instanceId) is { IsFinal: false } row ? _live[instanceId] = new LiveInstance(row) : null;
        }
    }

    /// <summary>The state of an instance that counts for new work: memory knows better than the file while a commit is under way.</summary>
    public InstanceRow? State(string instanceId) => Live(instanceId) ?? reader.Find(instanceId);

    /// <summary>The state of an instance that is in memory.</summary>
    public InstanceRow? Live(string instanceId) => _live.TryGetValue(instanceId, out var live) ? live.Row : null;

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
        Weigh(live);
        if (live.Rest())
        {
            LineUp(live);
            return;
        }
        if (drop || live.Row.IsFinal) Retire(live);
        for (var tries = 0; tries < MostTries && LongestIdle() is { } idle; tries++)
            if (Retire(idle)) metrics.Evicted();
    }

    /// <summary>Drops an instance from memory; false, and nothing done, while something goes on in it.</summary>
    public bool Retire(LiveInstance live)
    {
        lock (LoadingOf(live.Row.InstanceId))
        {
            if (!live.TryRetire()) return false;
            _live.TryRemove(new(live.Row.InstanceId, live));
        }
        lock (_idle)
        {
            if (live.Idle?.List is not null) _idle.Remove(live.Idle);
            _bytes -= live.CountedBytes;
            live.CountedBytes = 0;
        }
        return true;
    }

    // While it is still in its episode, so that nobody drops it meanwhile.
    private void Weigh(LiveInstance live)
    {
        lock (_idle)
        {
            _bytes += live.Bytes - live.CountedBytes;
            live.CountedBytes = live.Bytes;
            live.Idle ??= new(live);
            if (live.Idle.List is not null) _idle.Remove(live.Idle);
            _idle.AddLast(live.Idle);
        }
    }

    private void LineUp(LiveInstance live)
    {
        if (!Line.TryAdd(live)) live.Abandon();
    }

    /// <summary>Who is to be dropped, if memory is short. It goes to the end of the list, in case it turns out to be at work.</summary>
    private LiveInstance? LongestIdle()
    {
        lock (_idle)
        {
            if (_bytes <= options.MaxLiveBytes || _idle.First is not { } first) return null;
            _idle.RemoveFirst();
            _idle.AddLast(first);
            return first.Value;
        }
    }

    private Lock LoadingOf(string instanceId) => _loading[(uint)instanceId.GetHashCode(StringComparison.Ordinal) % _loading.Length];
}
