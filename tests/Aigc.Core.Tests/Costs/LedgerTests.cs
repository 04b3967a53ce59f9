using Aigc.Core.Costs;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Costs;

public sealed class LedgerTests
{
    private readonly Ledger _ledger = new(new InMemoryRecordStore());

    [Fact]
    public async Task A_page_reserves_settles_what_it_used_and_releases_the_rest()
    {
        await _ledger.ReserveAsync(Hold(1), 100, new(null, null), default);
        await _ledger.SettleAsync(Hold(1), 30, default);

        Assert.Equal(new Account(30, 0), await _ledger.OfBatchAsync("acme", "b1", default));
        Assert.Equal(new Account(30, 0), await _ledger.OfTenantAsync("acme", default));
    }

    [Fact]
    public async Task Nothing_is_reserved_beyond_the_limit_of_the_batch()
    {
        Assert.True(await _ledger.ReserveAsync(Hold(1), 60, new(null, 100), default));
        Assert.False(await _ledger.ReserveAsync(Hold(2), 60, new(null, 100), default));

        Assert.Equal(new Account(0, 60), await _ledger.OfBatchAsync("acme", "b1", default));
    }

    [Fact]
    public async Task Nothing_is_reserved_beyond_the_limit_of_the_tenant_over_all_its_batches()
    {
        Assert.True(await _ledger.ReserveAsync(Hold(1, "b1"), 60, new(100, null), default));
        Assert.False(await _ledger.ReserveAsync(Hold(1, "b2"), 60, new(100, null), default));
    }

    [Fact]
    public async Task Released_money_can_be_reserved_again()
    {
        await _ledger.ReserveAsync(Hold(1), 100, new(null, 100), default);
        await _ledger.SettleAsync(Hold(1), 10, default);

        Assert.True(await _ledger.ReserveAsync(Hold(2), 90, new(null, 100), default));
        Assert.False(await _ledger.ReserveAsync(Hold(3), 1, new(null, 100), default));
    }

    [Fact]
    public async Task A_repeated_reservation_and_a_repeated_settlement_change_nothing()
    {
        await _ledger.ReserveAsync(Hold(1), 100, new(null, null), default);
        await _ledger.ReserveAsync(Hold(1), 100, new(null, null), default);
        await _ledger.SettleAsync(Hold(1), 30, default);
        await _ledger.SettleAsync(Hold(1), 30, default);

        Assert.Equal(new Account(30, 0), await _ledger.OfBatchAsync("acme", "b1", default));
    }

    [Fact]
    public async Task Parallel_pages_never_pass_the_limit_together()
    {
        var granted = await Task.WhenAll(Enumerable.Range(0, 100).Select(page => Task.Run(() => _ledger.ReserveAsync(Hold(page), 10, new(250, null), default))));

        Assert.Equal(25, granted.Count(yes => yes));
        Assert.Equal(new Account(0, 250), await _ledger.OfTenantAsync("acme", default));
    }

    private static HoldId Hold(int page, string batch = "b1") => new("acme", batch, "main", page, 0);
}
