using Aigc.Core.Costs;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Costs;

public sealed class SpendingTests
{
    private readonly InMemoryRecordStore _records = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly Till _till;

    public SpendingTests() => _till = new(_records, _time);

    [Fact]
    public async Task The_calls_of_a_page_are_paid_from_its_purse_and_settled_to_the_last_digit()
    {
        await _till.ReservePageAsync(10);
        using (Spending.On(Till.Page, null)) foreach (var cost in new[] { 0.000_002_5m, 0.1m, 0.000_000_037_5m }) await _till.PayAsync(1, cost);

        Assert.Equal(new Account(0, 10), await _till.AccountAsync());
        await _till.Spending.SettleAsync(Till.Page, default);

        Assert.Equal(new Account(0.100_002_537_5m, 0), await _till.AccountAsync());
    }

    [Fact]
    public async Task What_was_paid_counts_although_the_process_died_before_it_settled()
    {
        await _till.ReservePageAsync(10);
        using (Spending.On(Till.Page, null)) await _till.PayAsync(1, 0.4m);

        await new Till(_records, _time).Spending.SettleAsync(Till.Page, default);

        Assert.Equal(new Account(0.4m, 0), await _till.AccountAsync());
    }

    [Fact]
    public async Task A_call_that_the_process_died_in_is_booked_at_its_upper_bound_until_the_invoice_tells()
    {
        await _till.ReservePageAsync(10);
        using (Spending.On(Till.Page, null)) await _till.PayAsync(1, 0.4m);
        string id;
        using (Spending.On(Till.Page, null)) id = (await _till.DieInACallAsync(2)).CallId;
        var after = new Till(_records, _time);

        await after.Spending.SettleAsync(Till.Page, default);
        Assert.Equal(new Account(2.4m, 0), await after.AccountAsync());
        Assert.Equal((id, 2m, "b1"), (await after.Tenants.GetAsync(Till.Tenant)).Unknown.Select(call => (call.CallId, call.UpperBound.Amount, call.BatchId)).Single());

        var booked = await after.Tenants.ReconcileAsync(Till.Tenant, [new(id, 0.7m), new("nobody", 1)]);
        Assert.Equal((1, "nobody"), (booked.Booked, Assert.Single(booked.NotFound)));
        Assert.Equal(new Account(1.1m, 0), await after.AccountAsync());
    }

    [Fact]
    public async Task A_time_out_is_booked_at_its_upper_bound_and_a_refusal_costs_nothing()
    {
        await _till.ReservePageAsync(10);
        using (Spending.On(Till.Page, null))
        {
            await Assert.ThrowsAsync<TransientException>(() => _till.PayAsync(1, _ => throw new TransientException("too slow")));
            await Assert.ThrowsAsync<TransientException>(() => _till.PayAsync(2, _ => throw new TransientException("429") { NothingDone = true }));
            await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(4, _ => throw new ProblemException("model-refused", "no")));
        }

        await _till.Spending.SettleAsync(Till.Page, default);

        Assert.Equal(new Account(1, 0), await _till.AccountAsync());
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_page_was_settled_takes_the_place_of_the_upper_bound()
    {
        await _till.ReservePageAsync(10);
        Payment late;
        using (Spending.On(Till.Page, null)) late = await _till.DieInACallAsync(2);
        await new Till(_records, _time).Spending.SettleAsync(Till.Page, default);

        await late.EndAsync(0.5m);

        Assert.Equal(new Account(0.5m, 0), await _till.AccountAsync());
    }

    [Fact]
    public async Task A_call_that_the_purse_is_too_small_for_is_reserved_by_itself_and_never_past_the_limit()
    {
        await _till.ReservePageAsync(1, batchLimit: 3);
        using (Spending.On(Till.Page, 3))
        {
            await _till.PayAsync(2, 1.5m);
            var called = false;
            var refused = await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(1.1m, _ => { called = true; return Task.FromResult(1m); }));
            Assert.Equal(("budget-exceeded", 402, false), (refused.Code, refused.Status, called));
        }

        Assert.Equal(new Account(1.5m, 1), await _till.AccountAsync(AccountKeys.Batch("b1")));
    }

    [Fact]
    public async Task No_call_is_begun_on_a_page_that_is_settled()
    {
        await _till.ReservePageAsync(5, batchLimit: 5);
        await _till.Spending.SettleAsync(Till.Page, default);
        await _till.ReserveAsync(HoldId.OfPage(Till.Tenant, "b1", "main", 1, 0), 5);

        using (Spending.On(Till.Page, 5)) await Assert.ThrowsAsync<ProblemException>(() => _till.PayAsync(1, 1));
    }

    [Fact]
    public async Task A_single_call_whose_process_died_is_settled_by_the_sweeper_and_corrected_by_a_late_answer()
    {
        var lost = await _till.DieInACallAsync(2);
        Assert.Equal(0, await _till.Sweeper.SweepAsync());
        _time.Advance(LedgerSweeper.Lost + TimeSpan.FromSeconds(1));

        Assert.Equal(1, await _till.Sweeper.SweepAsync());
        Assert.Equal(new Account(2, 0), await _till.AccountAsync());
        await lost.EndAsync(0.25m);

        Assert.Equal(new Account(0.25m, 0), await _till.AccountAsync());
        Assert.Equal(0, await _till.Sweeper.SweepAsync());
    }

    [Fact]
    public async Task The_live_spend_of_a_batch_has_the_calls_of_its_unfinished_pages()
    {
        await _till.ReservePageAsync(10);
        using (Spending.On(Till.Page, null)) await _till.PayAsync(1, 0.4m);
        Assert.Equal(0.4m, (await _till.Live.OfBatchAsync(Till.Tenant, "b1", default)).Amount);

        await _till.Spending.SettleAsync(Till.Page, default);

        Assert.Equal(0.4m, (await _till.Live.OfBatchAsync(Till.Tenant, "b1", default)).Amount);
    }

    [Fact]
    public async Task Five_hundred_calls_at_once_on_one_page_are_all_written_down()
    {
        await _till.ReservePageAsync(500);
        using (Spending.On(Till.Page, null)) await Task.WhenAll(Enumerable.Range(1, 500).Select(i => Task.Run(() => _till.PayAsync(1, 0.000_001m * i))));

        await _till.Spending.SettleAsync(Till.Page, default);

        Assert.Equal(new Account(0.000_001m * 500 * 501 / 2, 0), await _till.AccountAsync());
    }

    [Fact]
    public async Task What_is_free_is_not_written_down()
    {
        await _till.PayAsync(0, 0);

        Assert.Empty(await _till.Ledger.AccountsAsync(Till.Tenant, "account/", default));
    }
}
