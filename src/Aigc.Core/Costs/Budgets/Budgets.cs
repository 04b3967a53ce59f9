using System.Collections.Concurrent;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Core.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Costs;

/// <summary>What tenants may spend; the host's default where nothing was set. A change is obeyed everywhere within a second.</summary>
public sealed class Budgets
{
    internal const string Exceeded = "budget-exceeded";
    private const string Table = "budgets";
    private const string Key = "tenant";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (TenantBudget Budget, long At)> _recent = new(StringComparer.Ordinal);
    private readonly IRecordStore _records;
    private readonly IOptions<PriceOptions> _prices;
    private readonly TimeProvider _time;

    internal Budgets(IRecordStore records, IOptions<PriceOptions> prices, TimeProvider time) => (_records, _prices, _time) = (records, prices, time);

    public async Task<TenantBudget> GetAsync(string tenant, CancellationToken cancellationToken = default)
    {
        if (_recent.TryGetValue(tenant, out var known) && _time.GetElapsedTime(known.At) < Fresh) return known.Budget;
        var stored = await _records.GetAsync(Table, tenant, Key, cancellationToken);
        var budget = stored is null ? new TenantBudget(_prices.Value.TenantBudget) : JsonSerializer.Deserialize(stored.Json, AigcJson.Default.TenantBudget)!;
        if (_recent.Count > 10_000) _recent.Clear();
        _recent[tenant] = (budget, _time.GetTimestamp());
        return budget;
    }

    /// <exception cref="ProblemException"><c>budget-invalid</c> (422).</exception>
    public async Task SetAsync(string tenant, TenantBudget budget, CancellationToken cancellationToken = default)
    {
        if (budget.Amount is < 0 or > 1_000_000_000_000 || budget.Models?.Values.Any(amount => amount is < 0 or > 1_000_000_000_000) == true) throw Invalid("An amount is 0 to 1,000,000,000,000.");
        if (budget.WarnAt is not (>= 0 and <= 1) || budget.SoftStopAt is not (>= 0 and <= 1)) throw Invalid("'warnAt' and 'softStopAt' are shares from 0 to 1.");
        if (!Enum.IsDefined(budget.Period)) throw Invalid("'period' is total or month.");
        if (budget.Models is { Count: > 100 } || budget.Models?.Keys.Any(model => model.Length is 0 or > 100) == true) throw Invalid("'models' names up to 100 models of up to 100 characters.");
        await _records.UpsertAsync(Table, tenant, Key, JsonSerializer.Serialize(budget, AigcJson.Default.TenantBudget), cancellationToken);
        _recent.TryRemove(tenant, out _);
    }

    internal static Limits LimitsOf(TenantBudget budget, decimal? batch) => new(budget.Amount, budget.Period, batch, budget.Models);

    internal static BudgetLevel LevelOf(TenantBudget budget, decimal total) => budget.Amount switch
    {
        null => BudgetLevel.Fine,
        { } amount when total >= amount => BudgetLevel.Hard,
        { } amount when total >= amount * (decimal)budget.SoftStopAt => BudgetLevel.Soft,
        { } amount when total >= amount * (decimal)budget.WarnAt => BudgetLevel.Warning,
        _ => BudgetLevel.Fine,
    };

    private static ProblemException Invalid(string message) => new("budget-invalid", message, 422);
}
