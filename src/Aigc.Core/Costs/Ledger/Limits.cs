using Aigc.Contracts.Costs;

namespace Aigc.Core.Costs;

/// <summary>The most that may be settled and reserved together; null: no limit.</summary>
/// <param name="Models">By model, over the same period as the tenant's.</param>
internal sealed record Limits(decimal? Tenant = null, BudgetPeriod Period = BudgetPeriod.Total, decimal? Batch = null, IReadOnlyDictionary<string, decimal>? Models = null)
{
    public static readonly Limits None = new();

    /// <summary>Each limit that a hold has to keep: whose it is, the account that it is on, what the hold adds to it.</summary>
    public IEnumerable<(string Scope, string Key, decimal Wanted, decimal? Limit)> Over(Hold hold)
    {
        var all = hold.Reserved.Values.Sum();
        if (hold.BatchId is { } batch) yield return ("batch", AccountKeys.Batch(batch), all, Batch);
        yield return ("tenant", Period == BudgetPeriod.Month ? AccountKeys.Month(hold.At) : AccountKeys.Tenant, all, Tenant);
        foreach (var (model, amount) in hold.Reserved)
            yield return ($"model {model}", Period == BudgetPeriod.Month ? AccountKeys.ModelMonth(model, hold.At) : AccountKeys.Model(model), amount, Models is not null && Models.TryGetValue(model, out var most) ? most : null);
    }
}

/// <summary>Why nothing was reserved.</summary>
/// <param name="Scope"><c>batch</c>, <c>tenant</c> or <c>model NAME</c>.</param>
internal sealed record Refusal(string Scope, decimal Left, decimal Wanted);
