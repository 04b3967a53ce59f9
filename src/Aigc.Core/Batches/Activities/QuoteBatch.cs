using Aigc.Core.Costs;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Quotes the run and lays the plan that the orchestration follows.</summary>
internal sealed class QuoteBatch(BatchStore batches, Quoter quoter, IOptions<PriceOptions> prices, IOptions<BatchOptions> options) : TaskActivity<QuoteInput, BatchPlan>
{
    public override async Task<BatchPlan> RunAsync(TaskActivityContext context, QuoteInput input)
    {
        var (tenant, id, _) = input.Batch;
        var before = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        var products = before.Counts.Items - before.Counts.Done;
        var quote = quoter.Estimate(before.Recipe, products);
        var batch = await batches.UpdateAsync(tenant, id, record => record with { Batch = record.Batch with { Quote = quote } }, CancellationToken.None);
        var needsDecision = prices.Value.ApprovalThreshold is { } threshold && quote.High.Cost.Amount > threshold;
        return new(input.Pages, products, options.Value.Window, needsDecision, prices.Value.SpendTimeout, batch.Recipe.Trial, batch.Recipe.Review, batch.Recipe.Acceptance) { Before = batch.Counts };
    }
}
