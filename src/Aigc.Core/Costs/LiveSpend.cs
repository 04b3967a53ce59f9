using Aigc.Contracts;

namespace Aigc.Core.Costs;

/// <summary>What a batch has spent up to now, the calls of its unfinished pages included.</summary>
internal sealed class LiveSpend(Ledger ledger, Purses purses, Prices prices)
{
    public async Task<Money> OfBatchAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        // Open pages first: one that is settled in between is then counted once too little for a moment, never twice.
        var open = await ledger.OpenHoldsAsync(tenant, batchId, cancellationToken);
        var underWay = await Task.WhenAll(open.Select(hold => purses.SpentAsync(hold, cancellationToken)));
        var stillOpen = await ledger.OpenHoldsAsync(tenant, batchId, cancellationToken);
        var settled = (await ledger.AccountAsync(tenant, AccountKeys.Batch(batchId), cancellationToken)).Settled;
        return prices.ToMoney(settled + open.Zip(underWay).Where(page => stillOpen.Contains(page.First)).Sum(page => page.Second));
    }
}
