using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;

namespace Aigc.Core.Batches;

/// <summary>The money of a batch: what its pages reserve, what its calls are paid from, what was spent.</summary>
internal sealed class BatchMoney(Spending spending, LiveSpend live, Prices prices, QuoteLocks locks)
{
    /// <summary>False where a template, a model or a price is not what the quote was made with.</summary>
    public async Task<bool> QuoteHoldsAsync(Batch batch, CancellationToken cancellationToken) =>
        batch.Quote is not { Lock: { Length: > 0 } quoted } || await locks.OfAsync(batch.Tenant, batch.Recipe, cancellationToken) == quoted;

    /// <summary>Null where the high figure of so many items is reserved. A call that does not fit into it any more is reserved by itself.</summary>
    public Task<Refusal?> ReserveAsync(Batch batch, HoldId page, int items, CancellationToken cancellationToken) =>
        spending.ReserveAsync(page, PerItem(batch).ToDictionary(amount => amount.Key, amount => items * amount.Value), batch.Recipe.Budget?.Amount, cancellationToken);

    /// <summary>Paid calls made until the end of it are the chunk's.</summary>
    public static IDisposable On(Batch batch, ChunkInput chunk) => Spending.On(HoldId.OfPage(chunk.Tenant, chunk.BatchId, chunk.Run, chunk.Page, chunk.Round), batch.Recipe.Budget?.Amount);

    public Task SettleAsync(HoldId page, CancellationToken cancellationToken) => spending.SettleAsync(page, cancellationToken);

    /// <summary>Settles whatever the batch has left open.</summary>
    public Task SettleAllAsync(string tenant, string batchId, CancellationToken cancellationToken) => spending.SettleAllAsync(tenant, batchId, cancellationToken);

    public Task<Money> SpentAsync(string tenant, string batchId, CancellationToken cancellationToken) => live.OfBatchAsync(tenant, batchId, cancellationToken);

    /// <summary>What one item will hardly cost more than, by model: each picture once, of the copy what the quote's high figure says.</summary>
    private Dictionary<string, decimal> PerItem(Batch batch)
    {
        var amounts = new Dictionary<string, decimal>();
        var images = batch.Recipe.Outputs.Count(output => Slots.IsImage(output.Slot));
        if (images > 0) amounts[Prices.Images] = prices.OfImages(images);
        if (batch.Quote is not { Products: > 0 } quote) return amounts;
        var lines = quote.Lines.Where(line => line.Model != Prices.Images).ToList();
        var (expected, high) = (lines.Sum(line => line.Cost.Amount), quote.High.Cost.Amount - prices.OfImages(quote.High.Images));
        if (expected > 0)
            foreach (var model in lines.GroupBy(line => line.Model)) amounts[model.Key] = decimal.Round(model.Sum(line => line.Cost.Amount) / expected * high / quote.Products, 9, MidpointRounding.ToPositiveInfinity);
        return amounts;
    }
}
