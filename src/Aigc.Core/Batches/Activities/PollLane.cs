using Aigc.Core.Lanes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Looks at each file in the lane, takes over what is finished, and shows how far it is.</summary>
internal sealed class PollLane(BatchStore batches, LaneJobs jobs, LaneCollector collector) : TaskActivity<BatchInput, LanePoll>
{
    public override async Task<LanePoll> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var run = new LaneRun(input.Tenant, input.BatchId, input.Run);
        var all = new List<LaneJob>();
        foreach (var job in await jobs.ListAsync(run, CancellationToken.None)) all.Add(await collector.LookAsync(run, job, CancellationToken.None));
        var poll = new LanePoll(all.Count(job => !job.Collected), all.Sum(job => job.Answered), all.Sum(job => job.Requests));
        await batches.UpdateAsync(input.Tenant, input.BatchId, record => BatchStates.IsFinal(record.Batch.State) ? record : record with
        {
            Batch = record.Batch with { Lane = new(poll.Requests, poll.Answered, all.Count, poll.Open) },
        }, CancellationToken.None);
        return poll;
    }
}
