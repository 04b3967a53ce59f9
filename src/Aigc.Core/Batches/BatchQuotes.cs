using Aigc.Contracts.Costs;
using Aigc.Core.Costs;

namespace Aigc.Core.Batches;

/// <summary>Quotes what is left of a batch, by its own feed, and by its trial where it had one.</summary>
internal sealed class BatchQuotes(Quoter quoter, FeedSampler sampler, TrialReports trials, LiveSpend spend)
{
    public async Task<Quote> QuoteAsync(BatchRecord record, QuoteInput input, CancellationToken cancellationToken)
    {
        var batch = record.Batch;
        var sample = await sampler.LookAsync(batch.Tenant, batch.Id, input.Batch.Run, input.Pages, cancellationToken);
        var trial = await trials.FindAsync(batch.Tenant, batch.Id, cancellationToken);
        // The items of a trial are items of the run: it comes to them again, and what they cost belongs to it.
        if (record.Run == Runs.Trial || batch.Counts.Done == 0) return await quoter.EstimateAsync(batch.Tenant, batch.Recipe, batch.Counts.Items, sample, trial, cancellationToken);
        var quote = await quoter.EstimateAsync(batch.Tenant, batch.Recipe, batch.Counts.Items - batch.Counts.Done, sample, trial, cancellationToken);
        return quote with { SpentBefore = await spend.OfBatchAsync(batch.Tenant, batch.Id, cancellationToken), DoneBefore = batch.Counts.Done };
    }
}
