using Aigc.Contracts.Recipes;
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
        var before = await batches.GetAsync(tenant, id, CancellationToken.None);
        var quote = await quotes.QuoteAsync(before, input, CancellationToken.None);
        var batch = await batches.UpdateAsync(tenant, id, record => record with { Batch = record.Batch with { Quote = quote } }, CancellationToken.None);
        var needsDecision = await policy.NeedsDecisionAsync(tenant, quote, CancellationToken.None);
        return new(input.Pages, quote.Products, options.Value.Window, needsDecision, policy.Timeout, batch.Recipe.Trial, batch.Recipe.Review, batch.Recipe.Acceptance) { Before = batch.Counts, MayLane = batch.Recipe.Deadline is not null || batch.Recipe.Lane == Lane.Batch };
    }
}
