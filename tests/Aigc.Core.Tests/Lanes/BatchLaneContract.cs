using Aigc.Core.Lanes;
using Aigc.Testing.Fakes;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Lanes;

/// <summary>What holds of a batch lane whatever its protocol.</summary>
public abstract class BatchLaneContract : IDisposable
{
    protected const string Name = "0042-first-1";
    protected static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private protected BatchLaneContract(FakeLane fake, Func<HttpClient, IBatchLane> open, string address) =>
        (Fake, Lane) = (fake, open(new HttpClient(fake, disposeHandler: false) { BaseAddress = new("http://lanes.test" + address) }));

    protected FakeLane Fake { get; }

    protected IBatchLane Lane { get; }

    [Fact]
    public async Task Each_request_has_one_answer_by_its_own_id_whatever_the_order()
    {
        var outcomes = await ReadAsync(await SubmitAsync(7));

        Assert.Equal(Ids(7), outcomes.Select(outcome => outcome.Id).Distinct().Order());
        Assert.All(outcomes, outcome => Assert.Equal(("An answer.", "stop", null), (outcome.Answer!.Text, outcome.Answer.FinishReason, outcome.Error)));
        Assert.All(outcomes, outcome => Assert.Equal(Fake.Billed[outcome.Id], FakeLane.Price(outcome.Answer!.InputTokens, outcome.Answer.OutputTokens) / 2));
    }

    [Fact]
    public async Task What_fails_has_a_reason_and_is_counted_and_what_is_not_sent_is_counted_too()
    {
        Fake.Next(new LaneFate(Fails: 0.3, Drops: 0.3));

        var status = await EndedAsync(await SubmitAsync(10));
        var outcomes = await ReadAsync(status.Id);

        var (answered, failed) = (outcomes.Where(outcome => outcome.Answer is not null).DistinctBy(outcome => outcome.Id).Count(), outcomes.Where(outcome => outcome.Error is not null).DistinctBy(outcome => outcome.Id).Count());
        Assert.Equal((LaneState.Completed, 10, failed, 10 - failed), (status.State, status.Total, status.Failed, status.Completed));
        Assert.True(failed > 0 && answered > 0 && answered < status.Completed);
        Assert.DoesNotContain(outcomes, outcome => outcome.Error is LaneOutcome.Expired or LaneOutcome.Cancelled or "no-answer");
    }

    [Fact]
    public async Task What_was_not_begun_in_time_says_so_and_is_not_counted_as_done()
    {
        Fake.Next(new LaneFate(ExpiresAfter: 0.3));

        var status = await EndedAsync(await SubmitAsync(10));

        Assert.Equal((LaneState.Expired, 3, 0), (status.State, status.Completed, status.Failed));
        Assert.Equal(7, (await ReadAsync(status.Id)).Where(outcome => outcome.Error == LaneOutcome.Expired).DistinctBy(outcome => outcome.Id).Count());
    }

    [Fact]
    public async Task What_is_cancelled_ends_with_what_was_done_and_cancelling_it_again_is_no_failure()
    {
        Fake.Next(new LaneFate(IsSlow: true));
        var id = await SubmitAsync(10);
        Assert.Equal(LaneState.Running, (await Lane.StatusAsync(id)).State);

        await Lane.CancelAsync(id);
        var status = await EndedAsync(id);
        Fake.Refuses(409);
        await Lane.CancelAsync(id);

        Assert.Equal((LaneState.Cancelled, 5), (status.State, status.Completed));
        Assert.Equal(5, (await ReadAsync(id)).Where(outcome => outcome.Answer is not null).DistinctBy(outcome => outcome.Id).Count());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(529)]
    public async Task A_lane_that_is_busy_or_broken_may_pass_and_its_wait_is_heard(int status)
    {
        Fake.Refuses(status, TimeSpan.FromSeconds(17));

        Assert.Equal(TimeSpan.FromSeconds(17), (await Assert.ThrowsAsync<TransientException>(() => SubmitAsync(1))).RetryAfter);
        Assert.Equal(0, Fake.Batches);
    }

    [Fact]
    public async Task A_lane_that_nobody_reaches_may_pass()
    {
        Fake.IsDown();

        await Assert.ThrowsAsync<TransientException>(() => Lane.FindAsync(Name, 1, Now));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(413)]
    public async Task A_file_that_the_lane_does_not_take_is_refused_for_good(int status)
    {
        Fake.Refuses(status);

        Assert.Equal("lane-refused", (await Assert.ThrowsAsync<ProblemException>(() => SubmitAsync(1))).Code);
    }

    [Fact]
    public async Task What_was_handed_in_is_found_by_its_name_behind_pages_of_others_once_it_has_ended()
    {
        Fake.PageSize = 3;
        var id = await SubmitAsync(4);
        await SubmitAsync(4, "0042-first-2");
        Fake.Others(10, TimeSpan.FromMinutes(5), requests: 4);
        await EndedAsync(id);

        Assert.Equal(id, await Lane.FindAsync(Name, 4, Now));
    }

    [Fact]
    public async Task What_was_never_handed_in_is_not_found_and_what_is_older_than_the_first_try_is_not_looked_through()
    {
        Fake.PageSize = 3;
        Fake.Others(30, TimeSpan.FromHours(-2), requests: 4);
        Fake.Others(2, TimeSpan.FromMinutes(-5), requests: 4);

        Assert.Equal((null, 1), (await Lane.FindAsync(Name, 4, Now), Fake.Lists));
    }

    public void Dispose()
    {
        Fake.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i:D6}-{new string('a', 48)}")];

    protected async Task<string> SubmitAsync(int count, string name = Name)
    {
        using var file = new MemoryStream();
        foreach (var id in Ids(count))
        {
            file.Write(await Lane.LineAsync(new(id, [new(ChatRole.System, "Be brief: 短."), new(ChatRole.User, $"Write\n{id}.")], new() { MaxOutputTokens = 50, ModelId = "ours" })));
            file.WriteByte((byte)'\n');
        }
        file.Position = 0;
        return await Lane.SubmitAsync(name, file);
    }

    protected async Task<LaneStatus> EndedAsync(string id)
    {
        while (true)
            if (await Lane.StatusAsync(id) is { State: not LaneState.Running } ended) return ended;
    }

    protected async Task<IReadOnlyList<LaneOutcome>> ReadAsync(string id)
    {
        var outcomes = new List<LaneOutcome>();
        await foreach (var outcome in Lane.ReadAsync(await EndedAsync(id))) outcomes.Add(outcome);
        return outcomes;
    }
}
