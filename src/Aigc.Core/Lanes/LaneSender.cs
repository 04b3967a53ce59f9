namespace Aigc.Core.Lanes;

/// <summary>Hands a file in, once: where it was tried before, the provider is asked whether it has it already.</summary>
internal sealed class LaneSender(LaneJobs jobs, LaneLedger money, LaneBlobs blobs, TimeProvider time)
{
    public async Task SendAsync(LaneRun run, int number, LaneFile file, decimal? batchLimit, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(run, number, cancellationToken) is not null) return;
        await blobs.KeepRequestsAsync(run, number, file.Requests, cancellationToken);
        var job = new LaneJob(number, file.Model, null, file.Requests.Count);
        job = await money.ReserveAsync(run, number, file, batchLimit, cancellationToken) ? await SubmitAsync(run, job, file, cancellationToken) : job with { Collected = true, State = "unaffordable" };
        if (job.Collected) await money.SettleAsync(run, job, 0, [], default);
        await jobs.SaveAsync(run, job, cancellationToken);
    }

    private async Task<LaneJob> SubmitAsync(LaneRun run, LaneJob job, LaneFile file, CancellationToken cancellationToken)
    {
        var name = run.NameOf(job.Number);
        // Written down before anything is sent: a first try has nothing to look for, and a later one knows what to look for, and how far back.
        var tried = await jobs.TryAsync(run, job.Number, new(time.GetUtcNow(), job.Requests), cancellationToken);
        try
        {
            var known = tried is null ? null : await file.Lane.FindAsync(name, tried.Requests, tried.At, cancellationToken);
            return job with { ProviderId = known ?? await file.Lane.SubmitAsync(name, file.Read(), cancellationToken), State = "running" };
        }
        catch (ProblemException refused)
        {
            // Asked in real time instead.
            return job with { Collected = true, State = refused.Code };
        }
        catch (LaneUnsureException)
        {
            return job with { Sought = tried, State = "sought" };
        }
    }
}
