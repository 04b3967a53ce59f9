using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Tells the tenant's systems that reviews wait, first and then as reminders.</summary>
internal sealed class AnnounceReviews(BatchStore batches, Reminders reminders, TimeProvider time) : TaskActivity<ReviewWait, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ReviewWait input)
    {
        var batch = (await batches.GetAsync(input.Batch.Tenant, input.Batch.BatchId, CancellationToken.None)).Batch;
        await reminders.AnnounceReviewsAsync(batch, input.Open, input.Reminder, time.GetUtcNow(), CancellationToken.None);
        return null;
    }
}
