using System.Globalization;
using Aigc.Core.Prompts;

namespace Aigc.Core.Lanes;

/// <summary>Takes over what a finished file has brought: answers are kept by page, its money is settled. Done again, it ends the same.</summary>
internal sealed class LaneCollector(BatchLanes lanes, LaneJobs jobs, LaneLedger money, LaneBlobs blobs, TimeProvider time)
{
    /// <summary>The job as it stands now.</summary>
    public async Task<LaneJob> LookAsync(LaneRun run, LaneJob job, CancellationToken cancellationToken)
    {
        if (job.Collected || lanes.Find(job.Model) is not { } lane) return job;
        var now = job.ProviderId is null ? await SeekAsync(run, job, lane, cancellationToken) : job;
        if (now.ProviderId is { } id && await lane.StatusAsync(id, cancellationToken) is var status)
            now = status.State == LaneState.Running ? now with { Answered = (int)status.Completed } : await CollectAsync(run, now, lane, status, cancellationToken);
        if (now != job) await jobs.SaveAsync(run, now, cancellationToken);
        return now;
    }

    /// <summary>Looks once more for what may have been handed in before a crash; where it was not, nothing is owed for it and it is asked in real time.</summary>
    private async Task<LaneJob> SeekAsync(LaneRun run, LaneJob job, IBatchLane lane, CancellationToken cancellationToken)
    {
        try
        {
            if (await lane.FindAsync(run.NameOf(job.Number), job.Sought!.Requests, job.Sought.At, cancellationToken) is { } id) return job with { ProviderId = id, State = "running" };
        }
        catch (LaneUnsureException)
        {
            return job;
        }
        await money.SettleAsync(run, job, 0, [], time.GetUtcNow());
        return job with { Collected = true, Failed = job.Requests, State = "not-handed-in" };
    }

    private async Task<LaneJob> CollectAsync(LaneRun run, LaneJob job, IBatchLane lane, LaneStatus status, CancellationToken cancellationToken)
    {
        var asked = await blobs.RequestsAsync(run, job.Number, cancellationToken);
        var (pages, told, done, cost) = (new SortedDictionary<int, List<KeptAnswer>>(), new HashSet<string>(), 0L, 0m);
        await foreach (var outcome in lane.ReadAsync(status, cancellationToken))
        {
            // What nobody asked for, and what comes twice, is not taken.
            if (!asked.TryGetValue(outcome.Id, out var request) || !told.Add(outcome.Id)) continue;
            if (outcome.Error is not (LaneOutcome.Expired or LaneOutcome.Cancelled)) done++;
            if (outcome.Answer is not { } answer) continue;
            var page = int.Parse(outcome.Id.AsSpan(0, 6), CultureInfo.InvariantCulture);
            if (!pages.TryGetValue(page, out var kept)) pages[page] = kept = [];
            var paid = money.CostOf(job.Model, answer);
            kept.Add(new(outcome.Id[7..], answer with { Text = request.Reasons ? ReasoningFilter.WithoutReasoning(answer.Text) : answer.Text, Cost = paid }));
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
