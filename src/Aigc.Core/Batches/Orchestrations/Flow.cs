using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Batches;

// What crosses the durable boundary: ids, counts and small plans. Additive changes only.

internal sealed record BatchInput(string Tenant, string BatchId, string Run);

internal sealed record QuoteInput(BatchInput Batch, int Pages);

/// <param name="Pages">Of the trial.</param>
internal sealed record TrialInput(BatchInput Batch, int Pages);

/// <param name="Window">Pages under way at once.</param>
internal sealed record BatchPlan(int Pages, long Products, int Window, bool NeedsSpendDecision, TimeSpan SpendTimeout, TrialPlan? Trial, ReviewPlan Review, AcceptancePlan? Acceptance)
{
    /// <summary>What the batch counts before the run: a retry adds to it.</summary>
    public BatchCounts Before { get; init; } = new();

    /// <summary>The recipe leaves time for a provider's batch lane, or asks for it.</summary>
    public bool MayLane { get; init; }
}

/// <param name="Round">Goes up with each resume, so that unfinished pages run again under new instance ids.</param>
internal sealed record PagesInput(BatchInput Batch, int Pages, int Window, int Next = 0, int Round = 0)
{
    public BatchCounts Counts { get; init; } = new();
}

/// <param name="Next">First page that is not done.</param>
internal sealed record PagesOutcome(int Next, StopReason Stopped, BatchCounts Counts);

internal sealed record PageInput(BatchInput Batch, int Page, int Round);

internal sealed record PageOutcome(int Page, StopReason Stopped, BatchCounts Counts);

internal enum StopReason { None, Paused, Cancelled, Budget, QuoteOutdated }

/// <param name="Chunks">How many chunks the page is cut into.</param>
/// <param name="Because">Why nothing was granted.</param>
internal sealed record PageReservation(bool Granted, int Chunks, int ChunkSize, StopReason Because = StopReason.Budget)
{
    /// <summary>The recipe asks for no picture and chooses among no products: the stages of pictures are left out.</summary>
    public bool CopyOnly { get; init; }
}

/// <param name="Round">That of its page: whose money pays.</param>
internal sealed record ChunkInput(string Tenant, string BatchId, string Run, int Page, int Chunk, int Size, int Round = 0)
{
    public string Blob(string stage) => Storage.Paths.Stage(Tenant, BatchId, Run, Page, Chunk, Size, stage);
}

internal sealed record ChunkOutcome(StopReason Stopped, BatchCounts Counts)
{
    public static ChunkOutcome StoppedBy(StopReason reason) => new(reason, new());
}

internal sealed record StateChange(BatchInput Batch, BatchState State, string? Reason = null);

internal sealed record ProgressReport(BatchInput Batch, int FoldedPages, BatchCounts Counts);

/// <summary>Thrown inside <see cref="ProduceBatch"/> to leave the process early with a final state.</summary>
internal sealed class BatchEndedException(BatchState state, string reason) : Exception(reason)
{
    public BatchState State { get; } = state;
}

internal static class FlowNames
{
    public static Costs.HoldId Hold(this PageInput page) => Costs.HoldId.OfPage(page.Batch.Tenant, page.Batch.BatchId, page.Batch.Run, page.Page, page.Round);
}
