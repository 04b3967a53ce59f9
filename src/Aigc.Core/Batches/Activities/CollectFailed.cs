using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Products;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Gathers the failed items of a batch into the pages of a retry run, and takes them out of the counts.</summary>
internal sealed class CollectFailed(BatchStore batches, ItemReader items, PageWriter pages, IOptions<BatchOptions> options) : TaskActivity<BatchInput, IngestReport>
{
    public override async Task<IngestReport> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var counts = new BatchCounts();
        var written = await pages.WriteAsync(input.Tenant, input.BatchId, input.Run, options.Value.PageSize, FailedAsync(), CancellationToken.None);
        var batch = await batches.UpdateAsync(input.Tenant, input.BatchId, record => record with { Batch = record.Batch with { Counts = counts } }, CancellationToken.None);
        return batch.Ingest! with { Pages = written };

        async IAsyncEnumerable<PageItem> FailedAsync()
        {
            await foreach (var item in items.AllAsync(input.Tenant, input.BatchId, CancellationToken.None))
            {
                counts = counts.Plus(new() { Items = 1 });
                if (item.State == ItemState.Failed) yield return new(item.Row, item.Product);
                else counts = counts.Plus(Counting.Of([item]));
            }
        }
    }
}
