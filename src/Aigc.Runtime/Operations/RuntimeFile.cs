using Aigc.Runtime.Engine;
using Microsoft.DurableTask.Client;

namespace Aigc.Runtime.Operations;

/// <summary>A runtime's file, for an operator to look into. Reading is always allowed, also while a host runs on it.</summary>
public sealed class RuntimeFile
{
    private readonly EngineReader _reader;
    private readonly EngineStore _store;

    /// <param name="path">Of the SQLite file.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">It is not one of the runtime, or of another version; the message says which.</exception>
    public RuntimeFile(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no runtime file '{path}'.", path);
        _store = new EngineStore(path);
        _reader = new EngineReader(_store);
        using var connection = _store.OpenReadOnly();
        EngineStore.Demand(EngineStore.SchemaOf(connection), EngineStore.SchemaVersion, EngineStore.SchemaVersion);
    }

    /// <summary>Whether a host has the file in use at this moment.</summary>
    public static bool IsHostRunning(string path) => HostLock.IsHeld(path);

    /// <summary>Instances by the order they were created.</summary>
    /// <param name="prefix">Of their ids; empty: all.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<OrchestrationMetadata> List(string prefix, IReadOnlyCollection<OrchestrationRuntimeStatus> statuses, int most)
    {
        var filter = statuses.Count == 0 ? "" : $"AND status IN ({string.Join(',', statuses.Select(status => (int)status))})";
        return [.. _reader.Select($"WHERE substr(instance, 1, length(?1)) = ?1 {filter} ORDER BY id LIMIT ?2", payloads: false, prefix, most).Select(row => Metadata.Of(row, payloads: false))];
    }

    /// <summary>Null where there is no such instance.</summary>
    public OrchestrationMetadata? Find(string instanceId) => _reader.Find(instanceId) is { } row ? Metadata.Of(row, payloads: true) : null;

    /// <summary>What happened to an instance in its current generation; empty where there is none.</summary>
    public IReadOnlyList<TimelineEntry> History(string instanceId) => _reader.Find(instanceId) is { } row ? Timeline.Of(_reader.History(row.Id)) : [];

    public RuntimeStats Stats() => RuntimeStats.Read(_store);
}
