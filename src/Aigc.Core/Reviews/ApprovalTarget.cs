using Aigc.Contracts.Reviews;

namespace Aigc.Core.Reviews;

/// <summary>What a decision is about: one review, or one gate of a batch.</summary>
public sealed record ApprovalTarget(string? ReviewId, string? BatchId, Gate? Gate)
{
    public static ApprovalTarget OfReview(string reviewId) => new(reviewId, null, null);

    public static ApprovalTarget OfGate(string batchId, Gate gate) => new(null, batchId, gate);
}
