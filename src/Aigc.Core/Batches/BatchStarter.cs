using Aigc.Contracts.Batches;

namespace Aigc.Core.Batches;

internal static class BatchStarter
{
    public static async Task StartAsync(Batch batch, string run, IWorkflows workflows, CancellationToken cancellationToken)
    {
        var instance = BatchIds.InstanceOf(batch.Tenant, batch.Id, run);
        if (!await workflows.ExistsAsync(instance, cancellationToken))
            await workflows.StartAsync(nameof(ProduceBatch), instance, new BatchInput(batch.Tenant, batch.Id, run), cancellationToken);
    }
}
