namespace Aigc.Core.Lanes;

/// <summary>Hands files in, each once: where an earlier try broke off, the provider is asked first whether it has what that one wrote.</summary>
internal sealed class LaneSender(LaneJobs jobs, LaneLedger money, LaneBlobs blobs, TimeProvider time)
{
    /// <summary>
    /// Settles what an earlier try of the same step has left. What it asked was written down by it, and only by that are the answers told: so a file that the
    /// provider has keeps its number and its requests, and one that it does not have is not spoken of again.
    /// </summary>
    /// <returns>The number of the next file.</returns>
    /// <exception cref="TransientException">The lane is down or busy.</exception>
    public async Task<int> ResumeAsync(LaneRun run, int first, BatchLanes lanes, CancellationToken cancellationToken)
    {
        for (var number = first; ; number++)
        {
            if (await jobs.FindAsync(run, number, cancellationToken) is not null) continue;
            if (await jobs.TriedAsync(run, number, cancellationToken) is not { } tried) return number;
            var asked = await blobs.RequestsAsync(run, number, cancellationToken);
            var job = new LaneJob(number, asked.Values.First().Model, null, asked.Count);
            if (lanes.Find(job.Model) is { } lane) job = await FoundAsync(run, job, lane, tried, cancellationToken);
            // Its reservation is free again, and what it asked may be handed in under the next number.
            if (job is { ProviderId: null, Sought: null }) await money.SettleAsync(run, job, 0, [], default);
            else await jobs.SaveAsync(run, job, cancellationToken);
        }
    }

    /// <param name="number">Of no file that was tried before.</param>
    public async Task SendAsync(LaneRun run, int number, LaneFile file, decimal? batchLimit, CancellationToken cancellationToken)
    {
        await blobs.KeepRequestsAsync(run, number, file.Requests, cancellationToken);
        var job = new LaneJob(number, file.Model, null, file.Requests.Count);
        job = await money.ReserveAsync(run, number, file, batchLimit, cancellationToken) ? await SubmitAsync(run, job, file, cancellationToken) : job with { Collected = true, State = "unaffordable" };
        if (job.Collected) await money.SettleAsync(run, job, 0, [], default);
        await jobs.SaveAsync(run, job, cancellationToken);
    }

    private async Task<LaneJob> SubmitAsync(LaneRun run, LaneJob job, LaneFile file, CancellationToken cancellationToken)
    {
        // Written down before anything is sent, so that a later try knows what to look for, and how far back.
        await jobs.TryAsync(run, job.Number, new(time.GetUtcNow(), job.Requests), cancellationToken);
        try
        {
            return job with { ProviderId = await file.Lane.SubmitAsync(run.NameOf(job.Number), file.Read(), cancellationToken), State = "running" };
        }
        catch (ProblemException refused)
        {
            // Asked in real time instead.
            return job with { Collected = true, State = refused.Code };
        }
    }

    private static async Task<LaneJob> FoundAsync(LaneRun run, LaneJob job, IBatchLane lane, LaneTry tried, CancellationToken cancellationToken)
    {
        try
        {
            return await lane.FindAsync(run.NameOf(job.Number), tried.Requests, tried.At, cancellationToken) is { } id ? job with { ProviderId = id, State = "running" } : job;
        }
        catch (LaneUnsureException)
        {
            return job with { Sought = tried, State = "sought" };
        }
    }
}
