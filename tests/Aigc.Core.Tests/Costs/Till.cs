using Aigc.Contracts.Costs;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Costs;

/// <summary>The money of a tenant as one process sees it. A second till over the same store is a second process, or the same one after a crash.</summary>
internal sealed class Till
{
    public const string Tenant = "acme";
    public const string Model = "gpt";
    public static readonly HoldId Page = HoldId.OfPage(Tenant, "b1", "main", 0, 0);

    public Till(IRecordStore records, TimeProvider? time = null, decimal? budget = null)
    {
        time ??= new FakeTimeProvider(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
        var options = Options.Create(new PriceOptions { TenantBudget = budget, InputPerMillion = 2.5m, OutputPerMillion = 10 });
        Ledger = new(records, time);
        Purses = new(records, time);
        Budgets = new(records, options, time);
        // A fifth of the price for what the provider has cached, and half of it all in its lane.
        var text = new TextOptions { Models = { [Model] = new() { Provider = "openai", Prices = [new() { InputPerMillion = 2.5m, OutputPerMillion = 10, CachedInputPerMillion = 1.5m, BatchFactor = 0.5m }] } } };
        Prices = new(options, new(Options.Create(text), options), time);
        Outbox = new(records);
        var alerts = new BudgetAlerts(Ledger, Outbox, Prices, time);
        Spending = new(Ledger, Purses, Budgets, alerts, time);
        Tenants = new(Ledger, Budgets, alerts, Prices);
        Sweeper = new(Ledger, time);
        Live = new(Ledger, Purses, Prices);
    }

    public Ledger Ledger { get; }
    public Purses Purses { get; }
    public Budgets Budgets { get; }
    public Prices Prices { get; }
    public Outbox Outbox { get; }
    public Spending Spending { get; }
    public TenantSpending Tenants { get; }
    public LedgerSweeper Sweeper { get; }
    public LiveSpend Live { get; }

    public Task<Account> AccountAsync(string key = AccountKeys.Tenant) => Ledger.AccountAsync(Tenant, key, default);

    public Task<Refusal?> ReserveAsync(HoldId hold, decimal amount, Limits? limits = null) => Ledger.ReserveAsync(hold, new Dictionary<string, decimal> { [Model] = amount }, limits ?? Limits.None);

    public Task<Refusal?> ReservePageAsync(decimal amount, decimal? batchLimit = null) => Spending.ReserveAsync(Page, new Dictionary<string, decimal> { [Model] = amount }, batchLimit, default);

    public Task<decimal> PayAsync(decimal bound, decimal cost) => PayAsync(bound, _ => Task.FromResult(cost));

    public Task<decimal> PayAsync(decimal bound, Func<string, Task<decimal>> call) => Spending.PayAsync(new(Tenant, Model, bound), call, cost => (decimal?)cost, default);

    /// <summary>A call of a process that dies in the middle of it.</summary>
    public Task<Payment> DieInACallAsync(decimal bound) => Spending.BeginAsync(new(Tenant, Model, bound), default);

    public Task SetBudgetAsync(TenantBudget budget) => Budgets.SetAsync(Tenant, budget);
}
