using Aigc.Contracts.Items;
using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Applies each decision that was stored since the last time, once, and tells how many reviews are still open.</summary>
internal sealed class ApplyDecisions(ReviewDesk reviews, ItemStore items, BatchStore batches) : TaskActivity<BatchInput, long>
{
    public override async Task<long> RunAsync(TaskActivityContext context, BatchInput input)
    {
        // Open ones are counted first: a decision that comes in between is applied now, or wakes the batch again.
        var open = await reviews.CountOpenAsync(input.Tenant, input.BatchId, CancellationToken.None);
        foreach (var review in await reviews.UnappliedAsync(input.Tenant, input.BatchId, CancellationToken.None))
        {
            // The item moves only from "in review", so a step that is repeated after a crash moves it once.
            await items.DecideAsync(input.Tenant, input.BatchId, review.Row, review.Decision!, CancellationToken.None);
            await reviews.MarkAppliedAsync(input.Tenant, review.Id, CancellationToken.None);
        }
        // Counting walks all items: do it when the last decision is in.
        if (open == 0) await RecountAsync(input);
        return open;
    }

    private async Task RecountAsync(BatchInput input)
    {
        var (accepted, rejected, waiting) = (0L, 0L, 0L);
        await foreach (var item in items.AllAsync(input.Tenant, input.BatchId, CancellationToken.None))
        {
            if (item.State == ItemState.Accepted) accepted++;
            else if (item.State == ItemState.Rejected) rejected++;
            else if (item.State == ItemState.InReview) waiting++;
        }
        await batches.UpdateAsync(input.Tenant, input.BatchId, record => record with
        {
            Batch = record.Batch with { Counts = record.Batch.Counts with { Accepted = accepted, Rejected = rejected, InReview = waiting } },
        }, CancellationToken.None);
    }
}
