using Aigc.Core.Costs;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Folds finished pages into the counts that the batch shows, and shows what was spent. Absolute figures: a repeat changes nothing.</summary>
internal sealed class ReportProgress(BatchStore batches, Ledger ledger, Prices prices) : TaskActivity<ProgressReport, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ProgressReport input)
    {
        var (tenant, id, _) = input.Batch;
        var spent = prices.ToMoney((await ledger.OfBatchAsync(tenant, id, CancellationToken.None)).Settled);
        await batches.UpdateAsync(tenant, id, record => record with
        {
            FoldedPages = input.FoldedPages,
            Batch = record.Batch with { Spent = spent, Counts = input.Counts with { Items = record.Batch.Counts.Items } },
        }, CancellationToken.None);
        return null;
    }
}
