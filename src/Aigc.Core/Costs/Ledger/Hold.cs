using System.Globalization;

namespace Aigc.Core.Costs;

/// <summary>Names a reservation: one a page and round of a batch, or one a single call.</summary>
internal sealed record HoldId(string Tenant, string? BatchId, string Name)
{
    private const string SingleCalls = "call";
    private const string LaneFiles = "lane";

    public static HoldId OfPage(string tenant, string batchId, string run, int page, int round) =>
        new(tenant, batchId, string.Create(CultureInfo.InvariantCulture, $"{run}/{page:D6}/{round}"));

    /// <param name="job">File in the provider's batch lane.</param>
    public static HoldId OfLane(string tenant, string batchId, string run, int job) => new(tenant, batchId, string.Create(CultureInfo.InvariantCulture, $"{LaneFiles}/{run}/{job:D6}"));

    /// <param name="batchId">Whose money it is; null: the tenant's alone.</param>
    public static HoldId OfCall(string tenant, string? batchId, string callId) => new(tenant, batchId, $"{SingleCalls}/{callId}");

    public string CallId => Name[(SingleCalls.Length + 1)..];

    public bool IsLane => Name.StartsWith(LaneFiles + "/", StringComparison.Ordinal);

    public bool IsCall => Name.StartsWith(SingleCalls + "/", StringComparison.Ordinal);

    // Single calls stand together, whatever their batch, so that lost ones are found without looking through the batches.
    public string OpenKey => IsCall ? $"{OpenPrefix(null)}{Name}" : $"{OpenPrefix(BatchId)}{Name}";

    public string DoneKey => IsCall ? $"done/{Name}" : $"done/{BatchId}/{Name}";

    public static string OpenPrefix(string? batchId) => batchId is null ? "open/-/" : $"open/{batchId}/";

    public static HoldId FromOpenKey(string tenant, string? batchId, string key) => new(tenant, batchId, key[OpenPrefix(batchId).Length..]);
}

/// <param name="Reserved">By model.</param>
/// <param name="Settled">By model; null while the money is only reserved.</param>
internal sealed record Hold(DateTimeOffset At, string? BatchId, IReadOnlyDictionary<string, decimal> Reserved, IReadOnlyDictionary<string, decimal>? Settled = null);

/// <summary>A call that died on its way: nobody here knows whether the provider did it. It stands at its upper bound until the invoice tells.</summary>
internal sealed record UnknownCall(string Id, string Model, decimal Bound, Hold Hold, decimal? Invoiced = null)
{
    public static string OpenKey(string id) => $"unknown/{id}";

    public static string DoneKey(string id) => $"told/{id}";
}
