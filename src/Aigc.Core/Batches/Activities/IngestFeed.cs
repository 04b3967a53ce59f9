using Aigc.Contracts.Batches;
using Aigc.Contracts.Products;
using Aigc.Core.Products;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Reads the feed into pages and row errors. Run again, it writes the same.</summary>
internal sealed class IngestFeed(BatchStore batches, FeedIngestor ingestor, PromptPreview preview, IOptions<BatchOptions> options) : TaskActivity<BatchInput, IngestReport>
{
    public override async Task<IngestReport> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var batch = (await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None)).Batch;
        var shown = batches.UpdateAsync(input.Tenant, input.BatchId, record => record with { Batch = record.Batch with { State = BatchState.Ingesting } }, CancellationToken.None);
        var ingested = ingestor.IngestAsync(new(input.Tenant, input.BatchId, input.Run, batch.Feed, options.Value.PageSize), CancellationToken.None);
        // Both have ended before this step does, also where one fails: no state is shown late.
        await Task.WhenAll(shown, ingested);
        var report = await ingested;
        var gaps = await preview.GapsAsync(batch, input.Run, report.Pages, CancellationToken.None);
        await batches.UpdateAsync(input.Tenant, input.BatchId, record => record with { Batch = record.Batch with { Ingest = report, PromptGaps = gaps, Counts = new() { Items = report.Products } } }, CancellationToken.None);
        return report;
    }
}
