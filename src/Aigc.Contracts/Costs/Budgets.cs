namespace Aigc.Contracts.Costs;

/// <summary>What a budget counts: everything ever spent, or what is spent in a calendar month (UTC).</summary>
public enum BudgetPeriod { Total, Month }

/// <summary>What a tenant may spend. Nothing is bought past the amount: that is the hard stop.</summary>
/// <param name="Amount">In the currency of the price list; null: no limit.</param>
/// <param name="WarnAt">Share of the amount at which the tenant is warned, 0 to 1.</param>
/// <param name="SoftStopAt">Share of the amount from which each new batch waits for a spend decision, 0 to 1.</param>
/// <param name="Models">Limits of single models over the same period.</param>
public sealed record TenantBudget(decimal? Amount = null, BudgetPeriod Period = BudgetPeriod.Total, double WarnAt = 0.8, double SoftStopAt = 0.95, IReadOnlyDictionary<string, decimal>? Models = null);

public enum BudgetLevel { Fine, Warning, Soft, Hard }

/// <summary>What a tenant has spent under its budget.</summary>
/// <param name="Unknown">Calls whose outcome only the provider's invoice will tell; they are in <paramref name="Settled"/> at their upper bound.</param>
public sealed record TenantSpend(TenantBudget Budget, BudgetLevel Level, Money Settled, Money Reserved, IReadOnlyList<ModelSpend> Models, IReadOnlyList<UnknownSpend> Unknown);

public sealed record ModelSpend(string Model, Money Settled, Money Reserved);

/// <param name="UpperBound">What is booked for it until the invoice tells.</param>
public sealed record UnknownSpend(string CallId, string Model, Money UpperBound, DateTimeOffset At, string? BatchId);

/// <summary>Lines of a provider's invoice for calls whose outcome was unknown, up to 1,000.</summary>
public sealed record InvoiceRequest(IReadOnlyList<InvoiceLine> Lines);

/// <param name="Amount">In the currency of the price list; 0 where the provider has not billed the call.</param>
public sealed record InvoiceLine(string CallId, decimal Amount);

/// <param name="Booked">Lines that took the place of an upper bound.</param>
/// <param name="NotFound">Calls that nothing is open of.</param>
public sealed record InvoiceResult(int Booked, IReadOnlyList<string> NotFound);

/// <summary>The data of the events <c>aigc.budget.warning</c>, <c>.soft</c> and <c>.hard</c>.</summary>
public sealed record BudgetNews(BudgetLevel Level, BudgetPeriod Period, Money Budget, Money Settled, Money Reserved);
