using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Writes down what the trial made, what was asked for it and what it cost.</summary>
internal sealed class ReportTrial(BatchStore batches, ItemReader items, TrialReports reports) : TaskActivity<TrialInput, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, TrialInput input)
    {
        var (tenant, id, _) = input.Batch;
        var batch = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        await reports.WriteAsync(batch, input.Pages, await items.AllAsync(tenant, id, CancellationToken.None).ToListAsync(), CancellationToken.None);
        return null;
    }
}
