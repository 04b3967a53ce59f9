using Aigc.Core.Lanes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Decides whether the copy of a batch goes through the provider's batch lane; null: real time.</summary>
internal sealed class ChooseLane(BatchStore batches, LanePolicy policy) : TaskActivity<BatchInput, LanePlan?>
{
    public override async Task<LanePlan?> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var batch = (await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None)).Batch;
        return policy.Choose(batch.Recipe, batch.Quote!, batch.CreatedAt);
    }
}
