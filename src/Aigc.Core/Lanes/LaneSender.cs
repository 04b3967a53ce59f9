namespace Aigc.Core.Lanes;

/// <summary>Hands a file in, once: where it was tried before, the provider is asked whether it has it already.</summary>
internal sealed class LaneSender(BatchLanes lanes, LaneJobs jobs, LaneLedger money, LaneBlobs blobs, TimeProvider time)
{
    public async Task SendAsync(LaneRun run, int number, LaneFile file, decimal? batchLimit, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(run, number, cancellationToken) is not null) return;
        await blobs.KeepRequestsAsync(run, number, file.Requests, cancellationToken);
        var (id, state) = (default(string), "unaffordable");
        if (await money.ReserveAsync(run, number, file, batchLimit, cancellationToken)) (id, state) = await SubmitAsync(run, number, file, cancellationToken);
        var job = new LaneJob(number, file.Model, id, file.Requests.Count, Collected: id is null, State: state);
        if (id is null) await money.SettleAsync(run, job, 0, [], default);
        await jobs.SaveAsync(run, job, cancellationToken);
    }

    private async Task<(string? Id, string State)> SubmitAsync(LaneRun run, int number, LaneFile file, CancellationToken cancellationToken)
    {
        var (lane, name) = (lanes.Find(file.Model)!, run.NameOf(number));
        // Written down before anything is sent: a first try has nothing to look for, and a later one knows how far back to look.
        var tried = await jobs.TryAsync(run, number, time.GetUtcNow(), cancellationToken);
        try
        {
            var known = tried is { } since ? await lane.FindAsync(name, since, cancellationToken) : null;
            return (known ?? await lane.SubmitAsync(name, file.Read(), cancellationToken), "running");
        }
        catch (ProblemException refused)
        {
            // Asked in real time instead.
            return (null, refused.Code);
        }
    }
}
