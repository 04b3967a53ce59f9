namespace Aigc.Core.Costs;

/// <summary>Settles single calls whose process died: at their upper bound, noted for the invoice. Pages are settled by their batch.</summary>
public sealed class LedgerSweeper
{
    /// <summary>No call of a model takes as long, its retries included.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromMinutes(15);

    private readonly Ledger _ledger;
    private readonly TimeProvider _time;

    internal LedgerSweeper(Ledger ledger, TimeProvider time) => (_ledger, _time) = (ledger, time);

    /// <summary>The number of calls that were settled.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        var settled = 0;
        await foreach (var tenant in _ledger.TenantsAsync(cancellationToken))
            foreach (var (id, hold) in await _ledger.LostCallsAsync(tenant, _time.GetUtcNow() - Lost, cancellationToken))
                if (await _ledger.SettleAsync(id, Spent.NobodyKnows(id.CallId, Call(hold)))) settled++;
        return settled;
    }

    private static PaidCall Call(Hold hold)
    {
        var (model, bound) = hold.Reserved.Single();
        return new(model, bound, hold.At);
    }
}
