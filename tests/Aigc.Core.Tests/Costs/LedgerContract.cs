using Aigc.Core.Costs;
using Aigc.Core.Storage;

namespace Aigc.Core.Tests.Costs;

/// <summary>What the ledger promises on every store. A backend's suite is a subclass that hands in its store.</summary>
public abstract class LedgerContract
{
    private static readonly Limits Hundred = new(Batch: 100);
    private readonly string _tenant = $"t{Guid.NewGuid():N}";
    private readonly Lazy<Ledger> _ledger;

    protected LedgerContract() => _ledger = new(() => new(Records, TimeProvider.System));

    protected abstract IRecordStore Records { get; }

    private Ledger Ledger => _ledger.Value;

    [Fact]
    public async Task What_was_reserved_is_settled_by_what_was_used_and_the_rest_released()
    {
        await ReserveAsync(Ledger, Hold(1), 100, Limits.None);
        await Ledger.SettleAsync(Hold(1), Spent.On("gpt", 30.000_001m));

        foreach (var key in new[] { AccountKeys.Tenant, AccountKeys.Month(TimeProvider.System.GetUtcNow()), AccountKeys.Batch("b1"), AccountKeys.Model("gpt"), AccountKeys.BatchModel("b1", "gpt") })
            Assert.Equal((key, new Account(30.000_001m, 0)), (key, await AccountAsync(key)));
        Assert.Empty(await Ledger.OpenHoldsAsync(_tenant, "b1", default));
    }

    [Fact]
    public async Task Nothing_is_reserved_beyond_the_limit_of_the_batch_and_what_is_left_is_said()
    {
        Assert.Null(await ReserveAsync(Ledger, Hold(1), 60, Hundred));

        Assert.Equal(new Refusal("batch", 40, 60), await ReserveAsync(Ledger, Hold(2), 60, Hundred));
        Assert.Equal(new Account(0, 60), await AccountAsync(AccountKeys.Batch("b1")));
    }

    [Fact]
    public async Task A_tenant_and_a_model_have_limits_over_all_batches()
    {
        Assert.Null(await ReserveAsync(Ledger, Hold(1), 60, new(Tenant: 100)));

        Assert.Equal("tenant", (await ReserveAsync(Ledger, Hold(1, "b2"), 60, new(Tenant: 100)))?.Scope);
        Assert.Equal("model gpt", (await ReserveAsync(Ledger, Hold(1, "b2"), 60, new(Models: new Dictionary<string, decimal> { ["gpt"] = 100 })))?.Scope);
    }

    [Fact]
    public async Task A_repeated_reservation_and_a_repeated_settlement_change_nothing()
    {
        await ReserveAsync(Ledger, Hold(1), 100, Limits.None);
        await ReserveAsync(Ledger, Hold(1), 100, Limits.None);
        Assert.True(await Ledger.SettleAsync(Hold(1), Spent.On("gpt", 30)));
        Assert.False(await Ledger.SettleAsync(Hold(1), Spent.On("gpt", 30)));
        await ReserveAsync(Ledger, Hold(1), 100, Limits.None);

        Assert.Equal(new Account(30, 0), await AccountAsync(AccountKeys.Tenant));
    }

    [Fact]
    public async Task Five_hundred_callers_in_two_processes_never_pass_the_limit_together()
    {
        Ledger[] processes = [Ledger, new(Records, TimeProvider.System)];
        var limit = new Limits(Tenant: 1_200);

        var refused = await Task.WhenAll(Enumerable.Range(0, 500).Select(page => Task.Run(() => ReserveAsync(processes[page % 2], Hold(page), 10, limit))));

        Assert.Equal(120, refused.Count(refusal => refusal is null));
        Assert.Equal(new Account(0, 1_200), await AccountAsync(AccountKeys.Tenant));
    }

    [Fact]
    public async Task Five_hundred_callers_that_settle_at_once_are_all_booked()
    {
        Ledger[] processes = [Ledger, new(Records, TimeProvider.System)];
        await Task.WhenAll(Enumerable.Range(0, 500).Select(page => ReserveAsync(Ledger, Hold(page), 10, Limits.None)));

        await Task.WhenAll(Enumerable.Range(0, 500).Select(page => Task.Run(() => processes[page % 2].SettleAsync(Hold(page), Spent.On("gpt", 0.000_1m * page)))));

        Assert.Equal(new Account(0.000_1m * 499 * 500 / 2, 0), await AccountAsync(AccountKeys.Tenant));
    }

    [Fact]
    public async Task Two_that_settle_the_same_hold_at_once_book_it_once()
    {
        Ledger[] processes = [Ledger, new(Records, TimeProvider.System)];
        for (var page = 0; page < 20; page++) await ReserveAsync(Ledger, Hold(page), 10, Limits.None);

        var settled = await Task.WhenAll(Enumerable.Range(0, 80).Select(turn => Task.Run(() => processes[turn % 2].SettleAsync(Hold(turn / 4), Spent.On("gpt", 1)))));

        Assert.Equal(20, settled.Count(done => done));
        Assert.Equal(new Account(20, 0), await AccountAsync(AccountKeys.Tenant));
    }

    [Fact]
    public async Task Two_that_tell_of_the_same_invoice_at_once_book_it_once()
    {
        Ledger[] processes = [Ledger, new(Records, TimeProvider.System)];
        await ReserveAsync(Ledger, Hold(1), 100, Limits.None);
        await Ledger.SettleAsync(Hold(1), new(new Dictionary<string, decimal>(), Enumerable.Range(0, 20).ToDictionary(call => $"c{call}", _ => new PaidCall("gpt", 5, DateTimeOffset.UnixEpoch))));

        var told = await Task.WhenAll(Enumerable.Range(0, 160).Select(turn => Task.Run(() => processes[turn % 2].ReconcileAsync(_tenant, $"c{turn / 8}", 2))));

        Assert.Equal(20, told.Count(done => done));
        Assert.Equal(new Account(40, 0), await AccountAsync(AccountKeys.Tenant));
    }

    [Fact]
    public async Task A_call_nobody_knows_the_end_of_stands_at_its_upper_bound_until_the_invoice_tells_once()
    {
        await ReserveAsync(Ledger, Hold(1), 100, Limits.None);
        await Ledger.SettleAsync(Hold(1), Spent.NobodyKnows("c1", new("gpt", 5, DateTimeOffset.UnixEpoch)));
        Assert.Equal(new Account(5, 0), await AccountAsync(AccountKeys.Tenant));
        Assert.Equal("c1", Assert.Single(await Ledger.UnknownAsync(_tenant, default)).Id);

        Assert.True(await Ledger.ReconcileAsync(_tenant, "c1", 2.25m));
        Assert.False(await Ledger.ReconcileAsync(_tenant, "c1", 2.25m));

        Assert.Equal(new Account(2.25m, 0), await AccountAsync(AccountKeys.Tenant));
        Assert.Empty(await Ledger.UnknownAsync(_tenant, default));
    }

    private static Task<Refusal?> ReserveAsync(Ledger ledger, HoldId hold, decimal amount, Limits limits) => ledger.ReserveAsync(hold, new Dictionary<string, decimal> { ["gpt"] = amount }, limits);

    private Task<Account> AccountAsync(string key) => Ledger.AccountAsync(_tenant, key, default);

    private HoldId Hold(int page, string batch = "b1") => HoldId.OfPage(_tenant, batch, "main", page, 0);
}
