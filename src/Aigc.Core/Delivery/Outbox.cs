using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aigc.Core.Storage;

namespace Aigc.Core.Delivery;

/// <summary>
/// Events that wait to be sent. Whoever changes a state adds the event in the same step; the step may be repeated, since the event's id follows from what happened.
/// Waiting, sent and dead events lie in a table each, so that the relay reads only what waits.
/// </summary>
public sealed partial class Outbox(IRecordStore records)
{
    /// <summary>In bytes of the wire form.</summary>
    public const int MaxEvent = 20 * 1000;

    internal const string WaitingTable = "outbox";
    private const string SentTable = "outboxsent";
    private const string DeadTable = "outboxdead";

    /// <summary>False where an event with this id was added before, whatever became of it.</summary>
    public async Task<bool> AddAsync(string tenant, OutgoingEvent outgoing, CancellationToken cancellationToken = default)
    {
        if (!Id().IsMatch(outgoing.Id)) throw new ArgumentException("An event id is 1 to 100 of [A-Za-z0-9_-].", nameof(outgoing));
        if (Encoding.UTF8.GetByteCount(outgoing.Data.GetRawText()) > MaxEvent - 500) throw new ArgumentException("An event stays under 20 KB.", nameof(outgoing));
        if (await HasAsync(tenant, outgoing.Id, cancellationToken)) return false;
        var pending = new PendingEvent(outgoing, outgoing.At, 0, Queued: !outgoing.Type.StartsWith("aigc.batch.", StringComparison.Ordinal));
        return await records.InsertAsync(WaitingTable, tenant, outgoing.Id, Json(pending), cancellationToken) is not null;
    }

    /// <summary>Whether an event with this id was ever added.</summary>
    public async Task<bool> HasAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        foreach (var table in (string[])[SentTable, DeadTable, WaitingTable])
            if (await records.GetAsync(table, tenant, id, cancellationToken) is not null) return true;
        return false;
    }

    /// <summary>Events that were given up, in id order.</summary>
    public async Task<IReadOnlyList<DeadEvent>> DeadAsync(string tenant, int limit = 100, CancellationToken cancellationToken = default)
    {
        var page = await records.QueryAsync(DeadTable, tenant, limit: limit, cancellationToken: cancellationToken);
        return [.. page.Records.Select(Read).Select(dead => new DeadEvent(dead.Event.Id, dead.Event.Type, dead.Attempts, dead.Failure))];
    }

    /// <summary>Sends a dead event again, under its old id and from the start of the schedule.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task ReplayAsync(string tenant, string id, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var dead = await records.GetAsync(DeadTable, tenant, id, cancellationToken) ?? throw new ProblemException("not-found", "There is no such dead event.", 404);
        await records.InsertAsync(WaitingTable, tenant, id, Json(Read(dead) with { Attempts = 0, NextAttempt = now, Failure = null }), cancellationToken);
        await records.DeleteAsync(DeadTable, tenant, id, cancellationToken);
    }

    internal Task<RecordPage> WaitingAsync(string? continuation, CancellationToken cancellationToken) => records.ScanAsync(WaitingTable, 100, continuation, cancellationToken);

    /// <summary>The record with its new ETag; null where another has changed it meanwhile.</summary>
    internal async Task<StoredRecord?> SaveAsync(StoredRecord stored, PendingEvent pending, CancellationToken cancellationToken)
    {
        var json = Json(pending);
        var etag = await records.ReplaceAsync(WaitingTable, stored.Partition, stored.Key, json, stored.ETag, cancellationToken);
        return etag is null ? null : stored with { Json = json, ETag = etag };
    }

    internal async Task SentAsync(StoredRecord stored, PendingEvent pending, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sent = new SentEvent(pending.Event.Type, now, pending.Attempts);
        await records.UpsertAsync(SentTable, stored.Partition, stored.Key, JsonSerializer.Serialize(sent, DeliveryJson.Default.SentEvent), cancellationToken);
        await records.DeleteAsync(WaitingTable, stored.Partition, stored.Key, cancellationToken);
    }

    internal async Task BuryAsync(StoredRecord stored, PendingEvent pending, CancellationToken cancellationToken)
    {
        await records.UpsertAsync(DeadTable, stored.Partition, stored.Key, Json(pending), cancellationToken);
        await records.DeleteAsync(WaitingTable, stored.Partition, stored.Key, cancellationToken);
    }

    internal static PendingEvent Read(StoredRecord stored) => JsonSerializer.Deserialize(stored.Json, DeliveryJson.Default.PendingEvent)!;

    private static string Json(PendingEvent pending) => JsonSerializer.Serialize(pending, DeliveryJson.Default.PendingEvent);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
