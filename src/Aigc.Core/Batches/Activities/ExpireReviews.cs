using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Decides what nobody has decided in time, as the recipe says. A person's decision that came first stands.</summary>
internal sealed class ExpireReviews(ReviewDesk reviews, TimeProvider time) : TaskActivity<ReviewExpiry, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ReviewExpiry input)
    {
        var verdict = input.Action == ReviewTimeoutAction.Approve ? Verdict.Approve : Verdict.Reject;
        var decision = new ReviewDecision(verdict, "policy", "timeout", time.GetUtcNow(), "Nobody decided in time.");
        string? continuation = null;
        do
        {
            var page = await reviews.ListAsync(input.Batch.Tenant, input.Batch.BatchId, ReviewState.Open, 200, continuation, CancellationToken.None);
            foreach (var review in page.Reviews) await reviews.DecideAsync(input.Batch.Tenant, review.Id, decision, CancellationToken.None);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return null;
    }
}
