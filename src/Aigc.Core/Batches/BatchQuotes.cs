using Aigc.Contracts.Costs;
using Aigc.Core.Costs;
using Aigc.Core.Lanes;
using Aigc.Core.Recipes;

namespace Aigc.Core.Batches;

/// <summary>Quotes what is left of a batch, by its own feed, and by its trial where it had one.</summary>
internal sealed class BatchQuotes(Quoter quoter, QuoteGrounds grounds, LiveSpend spend, LanePolicy lanes)
{
    public async Task<Quote> QuoteAsync(BatchRecord record, QuoteInput input, CancellationToken cancellationToken)
    {
        var batch = record.Batch;
        var (sample, trial) = await grounds.OfAsync(batch, input, cancellationToken);
        // The items of a trial are items of the run: it comes to them again, and what they cost belongs to it.
        var isWhole = record.Run == Runs.Trial || batch.Counts.Done == 0;
        var left = batch.Counts.Items - (isWhole ? 0 : batch.Counts.Done);
        var quote = await quoter.EstimateAsync(batch.Tenant, batch.Recipe, sample.Of(left), sample, trial, cancellationToken);
        quote = quote with { Skipped = left - quote.Products, BatchLane = lanes.OfferOf(batch.Recipe, quote, batch.CreatedAt) };
        return isWhole ? quote : quote with { SpentBefore = await spend.OfBatchAsync(batch.Tenant, batch.Id, cancellationToken), DoneBefore = batch.Recipe.Quoted(batch.Counts) };
    }
}

/// <summary>What a quote rests on: a sample of the feed, and the trial.</summary>
internal sealed class QuoteGrounds(FeedSampler sampler, TrialReports trials)
{
    public async Task<(StratifiedSample Sample, TrialReport? Trial)> OfAsync(Contracts.Batches.Batch batch, QuoteInput input, CancellationToken cancellationToken) =>
        (await sampler.LookAsync(batch, input.Batch.Run, input.Pages, cancellationToken), await trials.FindAsync(batch.Tenant, batch.Id, cancellationToken));
}
