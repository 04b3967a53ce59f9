using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Draws the acceptance sample of the lot once, opens its reviews, and judges the lot by those that are decided.</summary>
internal sealed class JudgeLot(BatchStore batches, ItemStore items, LotSample sample, ReviewDesk reviews) : TaskActivity<BatchInput, LotJudgement>
{
    public override async Task<LotJudgement> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var aql = (await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None)).Batch.Recipe.Acceptance!.Aql;
        var drawn = await sample.DrawAsync(input, aql, CancellationToken.None);
        var (nonconforming, open) = (0, 0);
        foreach (var row in drawn.Rows)
        {
            var review = await reviews.GetAsync(input.Tenant, ReviewIds.Of(input.BatchId, row), CancellationToken.None) ?? await AskAsync(input, row);
            if (review.State == ReviewState.Rejected) nonconforming++;
            else if (review.State == ReviewState.Open) open++;
        }
        return new(open == 0 && nonconforming <= drawn.AcceptanceNumber, drawn.LotSize, drawn.Rows.Count, drawn.AcceptanceNumber, nonconforming, open);
    }

    private async Task<Review> AskAsync(BatchInput input, long row)
    {
        var item = (await items.FindAsync(input.Tenant, input.BatchId, row, CancellationToken.None))!;
        var review = new Review(ReviewIds.Of(input.BatchId, row), input.BatchId, row, item.ProductId, ReviewState.Open, ["acceptance-sample"], sample.Now);
        await reviews.OpenAsync(input.Tenant, input.BatchId, [review], CancellationToken.None);
        await items.MoveAsync(input.Tenant, input.BatchId, row, ItemState.Accepted, ItemState.InReview, "acceptance-sample", CancellationToken.None);
        return review;
    }
}
