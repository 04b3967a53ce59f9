using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Tells the tenant's systems that a decision is waited for.</summary>
internal sealed class AnnounceGate(BatchStore batches, Reminders reminders, TimeProvider time) : TaskActivity<GateWait, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, GateWait input)
    {
        var batch = (await batches.GetAsync(input.Batch.Tenant, input.Batch.BatchId, CancellationToken.None)).Batch;
        await reminders.AnnounceGateAsync(batch, input.Gate, time.GetUtcNow(), CancellationToken.None);
        return null;
    }
}
