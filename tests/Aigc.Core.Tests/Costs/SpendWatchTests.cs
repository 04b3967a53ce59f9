using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Costs;
using Aigc.Core.Batches;
using Aigc.Core.Delivery;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Costs;

public sealed class SpendWatchTests
{
    private readonly InMemoryRecordStore _records = new();
    private readonly SpendWatch _watch;

    public SpendWatchTests() => _watch = new(new Outbox(_records), TimeProvider.System);

    [Fact]
    public void A_run_that_will_be_dearer_than_the_high_figure_is_noticed_early()
    {
        Assert.Null(_watch.AlarmOf(Batch(), Runs.Main, done: 100, new(1.0m, "USD")));

        Assert.Equal(12m, _watch.AlarmOf(Batch(), Runs.Main, done: 100, new(1.2m, "USD"))!.Projected.Amount);
    }

    [Fact]
    public void The_first_few_items_raise_no_alarm_unless_they_have_spent_it_all()
    {
        Assert.Null(_watch.AlarmOf(Batch(), Runs.Main, done: 10, new(5, "USD")));
        Assert.Equal(11m, _watch.AlarmOf(Batch(), Runs.Main, done: 10, new(11, "USD"))!.Projected.Amount);
    }

    [Fact]
    public void A_quote_made_on_the_way_is_held_against_what_came_after_it()
    {
        var batch = Batch();
        batch = batch with { Quote = batch.Quote! with { SpentBefore = new(50, "USD"), DoneBefore = 5_000 } };

        Assert.Null(_watch.AlarmOf(batch, Runs.Main, done: 5_100, new(50.9m, "USD")));
        Assert.Equal(12m, _watch.AlarmOf(batch, Runs.Main, done: 5_100, new(51.2m, "USD"))!.Projected.Amount);
    }

    [Fact]
    public void A_trial_is_not_judged() => Assert.Null(_watch.AlarmOf(Batch(), Runs.Trial, done: 100, new(9, "USD")));

    [Fact]
    public async Task The_alarm_is_told_once_a_run()
    {
        var batch = Batch() with { Alarm = new(new(12, "USD"), new(10, "USD"), DateTimeOffset.UnixEpoch) };

        await _watch.TellAsync(batch, default);
        await _watch.TellAsync(batch, default);

        Assert.Equal("b1-0-overquote", Assert.Single((await _records.QueryAsync("outbox", "acme")).Records).Key);
    }

    private static Batch Batch()
    {
        var high = new Estimate(new Money(10, "USD"), 0, 0, 0, 0, default);
        return new()
        {
            Id = "b1",
            Tenant = "acme",
            State = BatchState.Producing,
            Feed = new("feeds/acme/x/rows", "jsonl"),
            Recipe = new() { Outputs = [new() { Slot = "title.en" }] },
            CreatedAt = default,
            UpdatedAt = default,
            Quote = new(high, high, high, "list") { Products = 1_000 },
        };
    }
}
