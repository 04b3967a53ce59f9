namespace Aigc.Core.Costs;

/// <summary>
/// The way to everything that costs money: no reserve, no call. Inside a page of a batch the page's purse pays; where it holds too little,
/// and outside of batches, the call is reserved on the accounts by itself.
/// </summary>
internal sealed class Spending(Ledger ledger, Purses purses, Budgets budgets, BudgetAlerts alerts, TimeProvider time)
{
    /// <summary>On whom calls are booked that no tenant has asked for, such as probes.</summary>
    public const string Nobody = "-";

    private static readonly AsyncLocal<Tab?> Current = new();

    /// <summary>Paid calls made from here on, until it is disposed, belong to the page.</summary>
    public static IDisposable On(HoldId page, decimal? batchLimit)
    {
        Current.Value = new(page, batchLimit);
        return new End();
    }

    /// <summary>Reserves amounts by model for a page; null where all is reserved.</summary>
    public async Task<Refusal?> ReserveAsync(HoldId hold, IReadOnlyDictionary<string, decimal> amounts, decimal? batchLimit, CancellationToken cancellationToken)
    {
        var all = amounts.Values.Sum();
        if (all == 0) return null;
        var budget = await budgets.GetAsync(hold.Tenant, cancellationToken);
        var refusal = await ledger.ReserveAsync(hold, amounts, Budgets.LimitsOf(budget, batchLimit));
        await alerts.TellAsync(hold.Tenant, budget, refusal, cancellationToken);
        if (refusal is null && !hold.IsCall && !hold.IsLane) await purses.OpenAsync(hold, all);
        return refusal;
    }

    /// <summary>Settles a page by what its calls came to. Repeated, it changes nothing.</summary>
    public async Task SettleAsync(HoldId hold, CancellationToken cancellationToken) => await ledger.SettleAsync(hold, await purses.CloseAsync(hold, cancellationToken));

    /// <summary>Settles every page of a batch that is still open.</summary>
    public async Task SettleAllAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        foreach (var hold in await ledger.OpenHoldsAsync(tenant, batchId, cancellationToken))
        {
            if (hold.IsLane) await ledger.ForfeitAsync(hold, cancellationToken);
            else await SettleAsync(hold, cancellationToken);
        }
    }

    /// <summary>Makes one paid call.</summary>
    /// <param name="call">The call, given its name in the ledger.</param>
    /// <param name="costOf">What it came to; null where the answer does not tell.</param>
    /// <exception cref="ProblemException"><c>budget-exceeded</c> (402): nothing was called.</exception>
    public async Task<T> PayAsync<T>(Charge charge, Func<string, Task<T>> call, Func<T, decimal?> costOf, CancellationToken cancellationToken)
    {
        var payment = await BeginAsync(charge, cancellationToken);
        try
        {
            var result = await call(payment.CallId);
            await payment.EndAsync(costOf(result));
            return result;
        }
        catch (Exception failure) when (!payment.IsOver)
        {
            await payment.EndAsync(Billing.CostOf(failure));
            throw;
        }
    }

    /// <summary>Reserves one paid call; the caller ends the payment whatever happens.</summary>
    /// <exception cref="ProblemException"><c>budget-exceeded</c> (402): the call must not be made.</exception>
    public async Task<Payment> BeginAsync(Charge charge, CancellationToken cancellationToken)
    {
        var (id, tab) = (Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), Current.Value?.Page.Tenant == charge.Tenant ? Current.Value : null);
        if (charge.Bound == 0) return Payment.Free(id);
        var call = new PaidCall(charge.Model, charge.Bound, time.GetUtcNow());
        if (tab is not null && await purses.BeginAsync(tab.Page, id, call)) return new(id, amount => EndInPurseAsync(tab.Page, id, amount));
        var hold = HoldId.OfCall(charge.Tenant, tab?.Page.BatchId ?? charge.BatchId, id);
        var refusal = await ReserveAsync(hold, new Dictionary<string, decimal> { [charge.Model] = charge.Bound }, tab?.BatchLimit, cancellationToken);
        if (refusal is not null) throw new ProblemException(Budgets.Exceeded, $"The budget of the {refusal.Scope} has {refusal.Left:0.######} left; the call may cost {refusal.Wanted:0.######}.", 402);
        return new(id, amount => EndAloneAsync(hold, id, call, amount));
    }

    // Left open, the call is booked at its upper bound when the page is settled.
    private async Task EndInPurseAsync(HoldId page, string id, decimal? amount)
    {
        if (amount is { } known && !await purses.EndAsync(page, id, known)) await ledger.ReconcileAsync(page.Tenant, id, known);
    }

    private async Task EndAloneAsync(HoldId hold, string id, PaidCall call, decimal? amount)
    {
        var spent = amount is { } known ? Spent.On(call.Model, known) : Spent.NobodyKnows(id, call);
        if (!await ledger.SettleAsync(hold, spent) && amount is { } late) await ledger.ReconcileAsync(hold.Tenant, id, late);
    }

    private sealed record Tab(HoldId Page, decimal? BatchLimit);

    private sealed class End : IDisposable
    {
        public void Dispose() => Current.Value = null;
    }
}

/// <summary>What a call may cost, and on whom.</summary>
/// <param name="Bound">The most that it can cost; 0: it is free, and nothing is written down.</param>
internal sealed record Charge(string Tenant, string Model, decimal Bound, string? BatchId = null);
