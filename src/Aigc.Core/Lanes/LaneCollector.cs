using System.Globalization;

namespace Aigc.Core.Lanes;

/// <summary>Takes over what a finished file has brought: answers are kept by page, its money is settled. Done again, it ends the same.</summary>
internal sealed class LaneCollector(BatchLanes lanes, LaneJobs jobs, LaneLedger money, LaneBlobs blobs, TimeProvider time)
{
    // Requests that were not begun: they are told of, and are not among those that the provider counts as done.
    private const string Expired = "batch_expired";
    private const string Cancelled = "batch_cancelled";

    /// <summary>The job as it stands now.</summary>
    public async Task<LaneJob> LookAsync(LaneRun run, LaneJob job, CancellationToken cancellationToken)
    {
        if (job.Collected || lanes.Find(job.Model) is not { } lane) return job;
        var status = await lane.StatusAsync(job.ProviderId!, cancellationToken);
        var now = status.State == LaneState.Running ? job with { Answered = (int)status.Completed } : await CollectAsync(run, job, lane, status, cancellationToken);
        if (now != job) await jobs.SaveAsync(run, now, cancellationToken);
        return now;
    }

    private async Task<LaneJob> CollectAsync(LaneRun run, LaneJob job, IBatchLane lane, LaneStatus status, CancellationToken cancellationToken)
    {
        var asked = await blobs.RequestsAsync(run, job.Number, cancellationToken);
        var (pages, told, done, cost) = (new SortedDictionary<int, List<KeptAnswer>>(), new HashSet<string>(), 0L, 0m);
        await foreach (var outcome in lane.ReadAsync(status, cancellationToken))
        {
            // What nobody asked for, and what comes twice, is not taken.
            if (!asked.ContainsKey(outcome.Id) || !told.Add(outcome.Id)) continue;
            if (outcome.Error is not (Expired or Cancelled)) done++;
            if (outcome.Answer is not { } answer) continue;
            var page = int.Parse(outcome.Id.AsSpan(0, 6), CultureInfo.InvariantCulture);
            if (!pages.TryGetValue(page, out var kept)) pages[page] = kept = [];
            var paid = money.CostOf(job.Model, answer);
            kept.Add(new(outcome.Id[7..], answer with { Cost = paid }));
            cost += paid;
        }
        foreach (var (page, answers) in pages) await blobs.KeepAnswersAsync(run, page, job.Number, answers, cancellationToken);
        // By its own counts the provider has done more than it sent: which of them, only the invoice tells.
        var silent = Math.Max(0, status.Completed + status.Failed - done);
        var unknown = asked.Values.Where(request => !told.Contains(request.Id)).OrderByDescending(request => request.Bound).Take((int)silent).ToList();
        await money.SettleAsync(run, job, cost, unknown, time.GetUtcNow());
        var answered = pages.Values.Sum(answers => answers.Count);
        return job with { Collected = true, Answered = answered, Failed = job.Requests - answered, State = status.Reason ?? status.State.ToString().ToLowerInvariant() };
    }
}
