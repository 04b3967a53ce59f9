using Aigc.Contracts.Costs;
using Aigc.Core.Costs;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Costs;

public sealed class BudgetTests
{
    private readonly InMemoryRecordStore _records = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly Till _till;

    public BudgetTests() => _till = new(_records, _time, budget: 10);

    [Fact]
    public async Task The_hosts_budget_holds_until_the_tenants_own_is_set()
    {
        await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(11, 11));

        await _till.SetBudgetAsync(new(20));

        await _till.PayAsync(11, 11);
        Assert.Equal((BudgetLevel.Fine, 11m), (await _till.Tenants.GetAsync(Till.Tenant)) is var spend ? (spend.Level, spend.Settled.Amount) : default);
    }

    [Fact]
    public async Task Each_level_is_told_once_even_by_two_processes()
    {
        foreach (var till in new[] { _till, new Till(_records, _time, budget: 10) })
        {
            await till.PayAsync(4.2m, 4.2m);
            await till.PayAsync(0.1m, 0.1m);
        }
        await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(5, 5));

        Assert.Equal(["budget-hard-total-10", "budget-soft-total-10", "budget-warning-total-10"], await EventsAsync());
    }

    [Fact]
    public async Task A_warning_comes_before_the_soft_stop_and_that_before_the_hard_one()
    {
        await _till.PayAsync(8, 8);
        Assert.Equal(["budget-warning-total-10"], await EventsAsync());
        await _till.PayAsync(1.5m, 1.5m);
        Assert.Equal(["budget-soft-total-10", "budget-warning-total-10"], await EventsAsync());
    }

    [Fact]
    public async Task A_monthly_budget_begins_anew_with_the_month()
    {
        await _till.SetBudgetAsync(new(10, BudgetPeriod.Month));
        await _till.PayAsync(10, 10);
        await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(1, 1));

        _time.SetUtcNow(new(2026, 12, 1, 0, 0, 1, TimeSpan.Zero));

        await _till.PayAsync(10, 10);
        Assert.Equal(new Account(20, 0), await _till.AccountAsync());
    }

    [Fact]
    public async Task A_model_may_have_a_budget_of_its_own()
    {
        await _till.SetBudgetAsync(new(10, Models: new Dictionary<string, decimal> { [Till.Model] = 1 }));

        Assert.Contains("model gpt", (await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(2, 2))).Message, StringComparison.Ordinal);
        await _till.Spending.PayAsync(new(Till.Tenant, "other", 2), _ => Task.FromResult(2m), cost => (decimal?)cost, default);
    }

    [Theory]
    [InlineData(-1.0, 0.8)]
    [InlineData(1.0, 1.1)]
    [InlineData(1.0, double.NaN)]
    public async Task A_budget_that_cannot_be_is_refused(double amount, double warnAt) =>
        Assert.Equal("budget-invalid", (await Assert.ThrowsAsync<ProblemException>(() => _till.SetBudgetAsync(new((decimal)amount, WarnAt: warnAt)))).Code);

    private async Task<IReadOnlyList<string>> EventsAsync() => [.. (await _records.QueryAsync("outbox", Till.Tenant)).Records.Select(stored => stored.Key)];
}
