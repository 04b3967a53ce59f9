using Aigc.Contracts.Costs;

namespace Aigc.Core.Costs;

/// <summary>What a tenant sees of its money, and what it tells of its invoices.</summary>
public sealed class TenantSpending
{
    public const int MaxLines = 1_000;
    private readonly Ledger _ledger;
    private readonly Budgets _budgets;
    private readonly BudgetAlerts _alerts;
    private readonly Prices _prices;

    internal TenantSpending(Ledger ledger, Budgets budgets, BudgetAlerts alerts, Prices prices) => (_ledger, _budgets, _alerts, _prices) = (ledger, budgets, alerts, prices);

    public async Task<TenantSpend> GetAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var budget = await _budgets.GetAsync(tenant, cancellationToken);
        var account = await _alerts.AccountAsync(tenant, budget, cancellationToken);
        var models = await _ledger.AccountsAsync(tenant, "model/", cancellationToken);
        var unknown = await _ledger.UnknownAsync(tenant, cancellationToken);
        return new(budget, Budgets.LevelOf(budget, account.Total), _prices.ToMoney(account.Settled), _prices.ToMoney(account.Reserved),
            [.. models.Where(model => model.Key.EndsWith("/total", StringComparison.Ordinal)).Select(model => new ModelSpend(model.Key["model/".Length..^"/total".Length], _prices.ToMoney(model.Value.Settled), _prices.ToMoney(model.Value.Reserved)))],
            [.. unknown.Select(call => new UnknownSpend(call.Id, call.Model, _prices.ToMoney(call.Bound), call.Hold.At, call.Hold.BatchId))]);
    }

    /// <summary>Books what the provider billed for calls whose outcome was unknown. A line that is sent again is not booked again.</summary>
    /// <exception cref="ProblemException"><c>invoice-invalid</c> (422).</exception>
    public async Task<InvoiceResult> ReconcileAsync(string tenant, IReadOnlyList<InvoiceLine>? lines, CancellationToken cancellationToken = default)
    {
        if (lines is null || lines.Count is 0 or > MaxLines || lines.Any(line => line.CallId is not { Length: > 0 and <= 100 } || line.Amount is < 0 or > 1_000_000)) throw new ProblemException("invoice-invalid", $"Send 1 to {MaxLines} lines, each with a call id and an amount from 0 to 1,000,000.", 422);
        var notFound = new List<string>();
        foreach (var line in lines)
            if (!await _ledger.ReconcileAsync(tenant, line.CallId, line.Amount, cancellationToken)) notFound.Add(line.CallId);
        return new(lines.Count - notFound.Count, notFound);
    }
}
