using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Core.Delivery;

namespace Aigc.Core.Costs;

/// <summary>
/// Tells a tenant's systems when its budget nears its end. Each level is told once a period and amount: the event is named after them, so
/// that another process, or this one after a crash, adds no second one.
/// </summary>
internal sealed class BudgetAlerts(Ledger ledger, Outbox outbox, Prices prices, TimeProvider time)
{
    private static readonly BudgetLevel[] Levels = [BudgetLevel.Warning, BudgetLevel.Soft, BudgetLevel.Hard];
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <param name="refusal">Where the tenant's own limit has just refused a reservation, the hard stop is reached, whatever is left.</param>
    public async Task TellAsync(string tenant, TenantBudget budget, Refusal? refusal, CancellationToken cancellationToken)
    {
        if (budget.Amount is not { } amount) return;
        var account = await AccountAsync(tenant, budget, cancellationToken);
        var reached = refusal?.Scope == "tenant" ? BudgetLevel.Hard : Budgets.LevelOf(budget, account.Total);
        foreach (var level in Levels.Where(level => level <= reached)) await TellAsync(tenant, budget, amount, level, account, cancellationToken);
    }

    /// <summary>The account that the budget limits.</summary>
    public Task<Account> AccountAsync(string tenant, TenantBudget budget, CancellationToken cancellationToken) =>
        ledger.AccountAsync(tenant, budget.Period == BudgetPeriod.Month ? AccountKeys.Month(time.GetUtcNow()) : AccountKeys.Tenant, cancellationToken);

    private async Task TellAsync(string tenant, TenantBudget budget, decimal amount, BudgetLevel level, Account account, CancellationToken cancellationToken)
    {
        var (name, now) = (level.ToString().ToLowerInvariant(), time.GetUtcNow());
        var period = budget.Period == BudgetPeriod.Month ? now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) : "total";
        var id = $"budget-{name}-{period}-{amount.ToString("0.######", CultureInfo.InvariantCulture).Replace('.', '_')}";
        if (_told.ContainsKey($"{tenant}|{id}")) return;
        var news = new BudgetNews(level, budget.Period, prices.ToMoney(amount), prices.ToMoney(account.Settled), prices.ToMoney(account.Reserved));
        await outbox.AddAsync(tenant, new OutgoingEvent(id, $"aigc.budget.{name}", now, JsonSerializer.SerializeToElement(news, AigcJson.Default.BudgetNews)), cancellationToken);
        if (_told.Count > 10_000) _told.Clear();
        _told[$"{tenant}|{id}"] = true;
    }
}
