using Aigc.Core.Costs;

namespace Aigc.Core.Lanes;

/// <summary>The money of files in batch lanes: reserved whole before they are handed in, settled by the answers that came back.</summary>
internal sealed class LaneLedger(Spending spending, Ledger ledger, Prices prices)
{
    /// <summary>False where the money does not suffice; the file must not be handed in then.</summary>
    public async Task<bool> ReserveAsync(LaneRun run, int number, LaneFile file, decimal? batchLimit, CancellationToken cancellationToken) =>
        await spending.ReserveAsync(HoldOf(run, number), new Dictionary<string, decimal> { [file.Model] = file.Requests.Sum(request => request.Bound) }, batchLimit, cancellationToken) is null;

    public decimal CostOf(string model, LaneAnswer answer) => prices.OfTokens(model, answer.InputTokens, answer.OutputTokens, answer.CachedTokens, byLane: true);

    /// <param name="unknown">Requests that the provider counts as done and has sent nothing of.</param>
    public Task SettleAsync(LaneRun run, LaneJob job, decimal cost, IEnumerable<WrittenRequest> unknown, DateTimeOffset now) => ledger.SettleAsync(HoldOf(run, job.Number),
        new(new Dictionary<string, decimal> { [job.Model] = cost }, unknown.ToDictionary(request => $"{run.NameOf(job.Number)}/{request.Id}", request => new PaidCall(job.Model, request.Bound, now))));

    private static HoldId HoldOf(LaneRun run, int number) => HoldId.OfLane(run.Tenant, run.BatchId, run.Run, number);
}
