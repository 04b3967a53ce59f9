using Aigc.Contracts.Costs;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Costs;

/// <summary>Which runs a person has to agree to before they spend.</summary>
internal sealed class SpendPolicy(IOptions<PriceOptions> prices, Budgets budgets, BudgetAlerts alerts)
{
    /// <summary>How long the decision is waited for.</summary>
    public TimeSpan Timeout => prices.Value.SpendTimeout;

    /// <summary>A run that may cost more than the host's threshold, or that would take the tenant to its soft stop.</summary>
    public async Task<bool> NeedsDecisionAsync(string tenant, Quote quote, CancellationToken cancellationToken)
    {
        var high = quote.High.Cost.Amount;
        if (high == 0) return false;
        if (prices.Value.ApprovalThreshold is { } threshold && high > threshold) return true;
        var budget = await budgets.GetAsync(tenant, cancellationToken);
        if (budget.Amount is null) return false;
        var account = await alerts.AccountAsync(tenant, budget, cancellationToken);
        return Budgets.LevelOf(budget, account.Total + high) >= BudgetLevel.Soft;
    }
}
