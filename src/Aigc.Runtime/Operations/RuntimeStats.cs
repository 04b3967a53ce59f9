using Aigc.Runtime.Engine;
using Microsoft.DurableTask.Client;

namespace Aigc.Runtime.Operations;

/// <summary>How much lies in a runtime's file.</summary>
/// <param name="Epoch">How often the file was taken over.</param>
/// <param name="OpenCalls">Activities, timers and children that were asked for and have not completed, of instances under way.</param>
/// <param name="Messages">Events between instances that were sent and not yet taken.</param>
/// <param name="Bytes">Of the file, without its write-ahead log.</param>
public sealed record RuntimeStats(long Schema, long Epoch, IReadOnlyDictionary<OrchestrationRuntimeStatus, long> Instances, long HistoryRows, long OpenCalls, long Messages, long Payloads, long Bytes)
{
    internal static RuntimeStats Read(EngineStore store)
    {
        using var connection = store.OpenReadOnly();
        using var transaction = connection.BeginTransaction(deferred: true);
        long Count(string sql) => EngineStore.Scalar(connection, sql, transaction);
        var statuses = new SortedDictionary<OrchestrationRuntimeStatus, long>();
        foreach (var status in new[] { 6, 0, 7, 1, 3, 5 }) statuses[(OrchestrationRuntimeStatus)status] = Count($"SELECT count(*) FROM instances WHERE status = {status}");
        return new(EngineStore.SchemaOf(connection, transaction), Count("SELECT value FROM meta WHERE key = 'epoch'"), statuses, Count("SELECT count(*) FROM history"),
            Count("SELECT count(*) FROM history h JOIN instances i ON i.id = h.instance WHERE i.status IN (0, 6, 7) AND h.kind IN (20, 21, 22) AND NOT EXISTS (SELECT 1 FROM history c WHERE c.instance = h.instance AND c.task = h.task AND c.kind IN (2, 3, 4))"),
            Count("SELECT count(*) FROM messages"), Count("SELECT count(*) FROM payloads"), Count("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"));
    }
}
