using Aigc.Core.Delivery;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Writes the files that are handed back.</summary>
internal sealed class ExportResults(BatchStore batches, ItemReader items, BatchExporter exporter) : TaskActivity<BatchInput, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var batch = (await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None)).Batch;
        await exporter.ExportAsync(new ExportRequest(batch, items.AllAsync(input.Tenant, input.BatchId, CancellationToken.None)), CancellationToken.None);
        return null;
    }
}
