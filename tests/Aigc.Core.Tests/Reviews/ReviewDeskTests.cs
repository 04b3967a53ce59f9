using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Reviews;

public sealed class ReviewDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private readonly ReviewDesk _desk = new(new InMemoryRecordStore());

    [Fact]
    public async Task Of_many_decisions_at_once_one_counts_and_all_are_answered_with_it()
    {
        await OpenAsync("b-1", 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => _desk.DecideAsync("acme", "b-1-1", Decision(i % 2 == 0 ? Verdict.Approve : Verdict.Reject, "p" + i)))));
        Assert.Single(answers.Distinct());
        Assert.Equal(answers[0], (await _desk.GetAsync("acme", "b-1-1"))!.Decision);
        Assert.Single(await _desk.UnappliedAsync("acme", "b-1"));
    }

    [Fact]
    public async Task A_decision_is_handed_to_the_batch_until_it_is_marked_applied()
    {
        await OpenAsync("b-1", 1, 2);
        await _desk.DecideAsync("acme", "b-1-2", Decision(Verdict.Approve, "ann"));
        Assert.Equal(1, await _desk.CountOpenAsync("acme", "b-1"));
        Assert.Equal([2L], (await _desk.UnappliedAsync("acme", "b-1")).Select(r => r.Row));
        await _desk.MarkAppliedAsync("acme", "b-1-2");
        Assert.Empty(await _desk.UnappliedAsync("acme", "b-1"));
    }

    [Fact]
    public async Task Opening_again_neither_reopens_nor_loses_a_review()
    {
        await OpenAsync("b-1", 1);
        await _desk.DecideAsync("acme", "b-1-1", Decision(Verdict.Reject, "ann"));
        await OpenAsync("b-1", 1, 2);
        Assert.Equal(ReviewState.Rejected, (await _desk.GetAsync("acme", "b-1-1"))!.State);
        Assert.Equal(1, await _desk.CountOpenAsync("acme", "b-1"));
    }

    [Fact]
    public async Task Pages_over_all_batches_of_a_tenant_show_each_open_review_once()
    {
        await OpenAsync("b-1", 1, 2, 3);
        await OpenAsync("b-2", 1, 2);
        await _desk.DecideAsync("acme", "b-1-2", Decision(Verdict.Approve, "ann"));
        var (seen, continuation) = (new List<string>(), (string?)null);
        do
        {
            var page = await _desk.ListAsync("acme", null, ReviewState.Open, 2, continuation);
            seen.AddRange(page.Reviews.Select(r => r.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(["b-1-1", "b-1-3", "b-2-1", "b-2-2"], seen);
    }

    [Fact]
    public async Task Another_tenant_finds_nothing()
    {
        await OpenAsync("b-1", 1);
        Assert.Null(await _desk.GetAsync("other", "b-1-1"));
        Assert.Equal(404, (await Assert.ThrowsAsync<ProblemException>(() => _desk.DecideAsync("other", "b-1-1", Decision(Verdict.Approve, "eve")))).Status);
    }

    private Task OpenAsync(string batch, params long[] rows) =>
        _desk.OpenAsync("acme", batch, [.. rows.Select(row => new Review(ReviewIds.Of(batch, row), batch, row, "p" + row, ReviewState.Open, ["sample"], Now))]);

    private static ReviewDecision Decision(Verdict verdict, string by) => new(verdict, by, "api", Now);
}
