using Aigc.Core.Costs;
using Aigc.Core.Products;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// Picks the trial sample: in proportion to category, length of text and script, so that what it comes to can be drawn up to the whole feed.
/// Returns the number of pages it was written to.
/// </summary>
internal sealed class SelectTrial(BatchStore batches, FeedSampler sampler, PageWriter writer) : TaskActivity<BatchInput, int>
{
    public override async Task<int> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var batch = (await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None)).Batch;
        var sample = await sampler.LookAsync(batch, input.Run, batch.Ingest!.Pages, CancellationToken.None);
        return await writer.WriteAsync(input.Tenant, input.BatchId, Runs.Trial, PageWriter.MaxPageSize, sample.Take(batch.Recipe.Trial!.Size).ToAsyncEnumerable(), CancellationToken.None);
    }
}
