using Aigc.Core.Recipes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Folds finished pages into the counts that the batch shows, and shows what was spent. Absolute figures: a repeat changes nothing.</summary>
internal sealed class ReportProgress(BatchStore batches, BatchMoney money, SpendWatch watch) : TaskActivity<ProgressReport, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, ProgressReport input)
    {
        var (tenant, id, run) = input.Batch;
        var spent = await money.SpentAsync(tenant, id, CancellationToken.None);
        var batch = await batches.UpdateAsync(tenant, id, record => record with
        {
            Run = run,
            FoldedPages = input.FoldedPages,
            Batch = record.Batch with { Spent = spent, Counts = input.Counts with { Items = record.Batch.Counts.Items }, Alarm = record.Batch.Alarm ?? watch.AlarmOf(record.Batch, run, record.Batch.Recipe.Quoted(input.Counts), spent) },
        }, CancellationToken.None);
        await watch.TellAsync(batch, CancellationToken.None);
        return null;
    }
}
