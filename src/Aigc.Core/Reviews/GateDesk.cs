using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Reviews;

/// <summary>The decisions on the gates of a batch: one each, and the first counts.</summary>
public sealed class GateDesk(IRecordStore records)
{
    private const string Table = "gatedecisions";

    /// <summary>The decision that counts: this one, or the one that was there before.</summary>
    public async Task<GateDecision> DecideAsync(string tenant, string batch, GateDecision decision, CancellationToken cancellationToken = default)
    {
        var json = JsonSerializer.Serialize(decision, AigcJson.Default.GateDecision);
        var inserted = await records.InsertAsync(Table, ReviewRecords.Partition(tenant, batch), KeyOf(decision.Gate), json, cancellationToken);
        return inserted is not null ? decision : (await GetAsync(tenant, batch, decision.Gate, cancellationToken))!;
    }

    /// <summary>Null where nobody has decided.</summary>
    public async Task<GateDecision?> GetAsync(string tenant, string batch, Gate gate, CancellationToken cancellationToken = default)
    {
        var stored = await records.GetAsync(Table, ReviewRecords.Partition(tenant, batch), KeyOf(gate), cancellationToken);
        return stored is null ? null : JsonSerializer.Deserialize(stored.Json, AigcJson.Default.GateDecision);
    }

    private static string KeyOf(Gate gate) => gate.ToString().ToLowerInvariant();
}
