using Aigc.Core.Lanes;
using Aigc.Core.Text;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text.Gateway;

public sealed class PayOnceTests : IDisposable
{
    private readonly GatewayDriver _gateway = new();

    [Fact]
    public async Task Two_that_ask_the_same_at_the_same_time_pay_once()
    {
        // Nothing that is kept is found: whoever has not joined pays.
        var store = new ForgetfulStore();
        using var gateway = new GatewayDriver(store);
        var gate = new TaskCompletionSource<string[]>();
        for (var i = 0; i < 20; i++) gateway.Models.Script("first", _ => gate.Task);

        var asking = Enumerable.Range(0, 20).Select(_ => gateway.AskAsync()).ToList();
        while (store.Looks < 20 || gateway.Models.Asked.Count == 0) await Task.Yield();
        gate.SetResult(["Hello"]);
        var answers = await Task.WhenAll(asking).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Single(gateway.Models.Asked);
        Assert.All(answers, answer => Assert.Equal(("Hello", "first"), (answer.Text, answer.ModelId)));
        Assert.Single(answers, answer => !answer.IsFromCache());
    }

    [Fact]
    public async Task What_is_only_written_down_for_the_batch_lane_is_kept_for_nobody()
    {
        var keys = new List<string>();
        using (LaneScope.Record((_, request) => keys.Add(request.Id), new Dictionary<string, LaneAnswer>())) await Assert.ThrowsAsync<LaneRecordedException>(() => _gateway.AskAsync());
        using (LaneScope.Record((_, _) => { }, new Dictionary<string, LaneAnswer> { [keys[0]] = new("Hello from the lane", "first", 100, 10, 0) })) Assert.Equal("Hello from the lane", (await _gateway.AskAsync()).Text);
        _gateway.Models.Answer("first", "Hello");

        Assert.Equal(("Hello", false), ((await _gateway.AskAsync()).Text, keys.Count > 1));
    }

    [Fact]
    public async Task Who_gives_up_takes_nothing_from_the_others()
    {
        var gate = new TaskCompletionSource<string[]>();
        _gateway.Models.Script("first", token => gate.Task.WaitAsync(token));
        using var impatient = new CancellationTokenSource();
        var leader = _gateway.AskAsync(cancellationToken: impatient.Token);
        while (_gateway.Models.Asked.Count == 0) await Task.Yield();
        var follower = _gateway.AskAsync();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        gate.SetResult(["Hello"]);

        Assert.Equal("Hello", (await follower).Text);
        Assert.Single(_gateway.Models.Asked);
    }

    [Fact]
    public async Task What_nobody_wants_any_more_is_given_up_and_may_be_asked_again()
    {
        var given = new TaskCompletionSource();
        _gateway.Models.Script("first", async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _gateway.Time, token).ContinueWith(_ => given.SetResult(), TaskScheduler.Default);
            token.ThrowIfCancellationRequested();
            return [];
        });
        _gateway.Models.Answer("first", "Hello");
        using var impatient = new CancellationTokenSource();
        var asking = _gateway.AskAsync(cancellationToken: impatient.Token);
        while (_gateway.Models.Asked.Count == 0) await Task.Yield();

        await impatient.CancelAsync();
        await given.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal("Hello", (await _gateway.AskAsync()).Text);
    }

    [Fact]
    public async Task A_failure_is_kept_for_nobody()
    {
        _gateway.Models.Fail("first", new TransientException("down"));
        _gateway.Models.Answer("first", "Hello");

        await Assert.ThrowsAsync<TransientException>(() => _gateway.AskAsync());

        Assert.Equal("Hello", (await _gateway.AskAsync()).Text);
    }

    [Fact]
    public async Task Another_tenant_template_model_parameter_or_word_is_another_answer()
    {
        for (var i = 0; i < 7; i++) _gateway.Models.Answer("first", "Hello");
        _gateway.Models.Answer("second", "Hello");

        await _gateway.AskAsync();
        await _gateway.AskAsync(tenant: "other");
        await _gateway.AskAsync(call: call => call with { TemplateId = "title@2" });
        await _gateway.AskAsync(options: new() { Temperature = 0.9f });
        await _gateway.AskAsync(options: new() { Seed = 7 });
        await _gateway.AskAsync(options: new() { ResponseFormat = ChatResponseFormat.Json });
        await _gateway.AskAsync("Hello!");
        await _gateway.AskAsync(model: "second");
        await _gateway.AskAsync();

        Assert.Equal(8, _gateway.Models.Asked.Count);
    }

    [Fact]
    public async Task Who_wants_it_fresh_asks_again()
    {
        _gateway.Models.Answer("first", "Hello");
        _gateway.Models.Answer("first", "Good day");

        await _gateway.AskAsync(call: call => call with { Fresh = true });

        Assert.Equal("Good day", (await _gateway.AskAsync(call: call => call with { Fresh = true })).Text);
    }

    [Fact]
    public async Task A_stream_that_was_heard_to_its_end_is_found_again_and_one_that_was_left_is_not()
    {
        // Long enough that its first part is shown before its end is there.
        var hello = new string('o', 200);
        for (var i = 0; i < 2; i++) _gateway.Models.Answer("first", hello, "!");

        await foreach (var _ in _gateway.StreamAsync()) break;
        var heard = await _gateway.StreamAsync().ToChatResponseAsync();
        var again = await _gateway.StreamAsync().ToChatResponseAsync();

        Assert.Equal((hello + "!", hello + "!", 2), (heard.Text, again.Text, _gateway.Models.Asked.Count));
        Assert.Equal(("first", "scripted"), (again.ModelId, again.Engine()));
    }

    public void Dispose() => _gateway.Dispose();
}
