using Aigc.Core.Costs;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Quotes the run and lays the plan that the orchestration follows.</summary>
internal sealed class QuoteBatch(BatchStore batches, BatchQuotes quotes, SpendPolicy policy, IOptions<BatchOptions> options) : TaskActivity<QuoteInput, BatchPlan>
{
    public override async Task<BatchPlan> RunAsync(TaskActivityContext context, QuoteInput input)
    {
        var (tenant, id, _) = input.Batch;
        var before = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        var products = before.Counts.Items - before.Counts.Done;
        var quote = await quotes.QuoteAsync(before, input, products, CancellationToken.None);
        var batch = await batches.UpdateAsync(tenant, id, record => record with { Batch = record.Batch with { Quote = quote } }, CancellationToken.None);
        var needsDecision = await policy.NeedsDecisionAsync(tenant, quote, CancellationToken.None);
        return new(input.Pages, products, options.Value.Window, needsDecision, policy.Timeout, batch.Recipe.Trial, batch.Recipe.Review, batch.Recipe.Acceptance) { Before = batch.Counts };
    }
}

/// <summary>Quotes a batch by its own feed, and by its trial where it had one.</summary>
internal sealed class BatchQuotes(Quoter quoter, FeedSampler sampler, TrialReports trials)
{
    public async Task<Contracts.Costs.Quote> QuoteAsync(Contracts.Batches.Batch batch, QuoteInput input, long products, CancellationToken cancellationToken)
    {
        var sample = await sampler.LookAsync(batch.Tenant, batch.Id, input.Batch.Run, input.Pages, cancellationToken);
        return await quoter.EstimateAsync(batch.Tenant, batch.Recipe, products, sample, await trials.FindAsync(batch.Tenant, batch.Id, cancellationToken), cancellationToken);
    }
}
