using System.Collections.Concurrent;

namespace Aigc.Runtime.Engine;

/// <summary>Reads committed state. Sessions are kept and used again, one reader at a time, so that readers wait neither for the writer nor for each other.</summary>
internal sealed class EngineReader(EngineStore store)
{
    private readonly ConcurrentBag<ReadSession> _idle = [];

    public InstanceRow? Find(string instanceId) => Read(session => session.Instances("WHERE instance = ?1", payloads: true, instanceId).FirstOrDefault());

    public IReadOnlyList<InstanceRow> ChildrenOf(string instanceId) => Select("WHERE parent = ?1", payloads: false, instanceId);

    /// <summary>Instances that a filter of SQL conditions selects.</summary>
    public IReadOnlyList<InstanceRow> Select(string filter, bool payloads, params object[] values) => Read(session => session.Instances(filter, payloads, values).ToList());

    public IReadOnlyList<HistoryRow> History(long instance) => Read(session => session.History(instance).ToList());

    public IReadOnlyList<(long Id, string Target, string Name, string? Data)> Messages() => Read(session => session.Messages().ToList());

    /// <summary>A session of its own, in which the file stays as it is now.</summary>
    public ReadSession Snapshot()
    {
        var session = new ReadSession(store.OpenReadOnly());
        session.Freeze();
        return session;
    }

    /// <summary>Closes the sessions that nobody uses.</summary>
    public void Close()
    {
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private T Read<T>(Func<ReadSession, T> read)
    {
        if (!_idle.TryTake(out var session)) session = new ReadSession(store.OpenReadOnly());
        try
        {
            var found = read(session);
            _idle.Add(session);
            return found;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
