using Aigc.Core.Lanes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Stops what is still in the lane. What is finished there is billed, and will be used.</summary>
internal sealed class CancelLane(LaneJobs jobs, BatchLanes lanes) : TaskActivity<BatchInput, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, BatchInput input)
    {
        foreach (var job in await jobs.ListAsync(new(input.Tenant, input.BatchId, input.Run), CancellationToken.None))
            if (job is { Collected: false, ProviderId: { } id } && lanes.Find(job.Model) is { } lane) await lane.CancelAsync(id, CancellationToken.None);
        return null;
    }
}
