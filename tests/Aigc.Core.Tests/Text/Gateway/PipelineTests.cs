using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text.Gateway;

public sealed class PipelineTests : IDisposable
{
    private readonly GatewayDriver _gateway = new("Text:Aliases:gpt-4:0=second");

    [Fact]
    public async Task An_alias_becomes_a_model_whose_id_stands_on_the_answer()
    {
        _gateway.Models.Answer("second", "Hello");

        var answer = await _gateway.AskAsync(model: "gpt-4");

        Assert.Equal(("Hello", "second", "second-2026-02-01", "scripted"), (answer.Text, answer.ModelId, answer.ServedBy(), answer.Engine()));
    }

    [Fact]
    public async Task Who_names_no_model_gets_the_tenants_own_default()
    {
        await _gateway.Registry.ChangeAsync("acme", "second", new(Default: true));
        _gateway.Models.Answer("second", "Hello");
        _gateway.Models.Answer("first", "Hello");

        await _gateway.AskAsync();
        await _gateway.AskAsync(tenant: "other");

        Assert.Equal(["second", "first"], _gateway.Models.Asked);
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_model_that_is_not_enabled_or_without_saying_for_whom()
    {
        await _gateway.Registry.ChangeAsync("acme", "second", new(Enabled: false));

        Assert.Equal("model-disabled", await _gateway.RefusedAsync(() => _gateway.AskAsync(model: "second")));
        Assert.Equal("unknown-model", await _gateway.RefusedAsync(() => _gateway.AskAsync(model: "ghost")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _gateway.Chat.GetResponseAsync("Hello"));
        Assert.Empty(_gateway.Models.Asked);
    }

    [Fact]
    public async Task What_a_model_cannot_do_is_refused_before_it_is_asked()
    {
        using var plain = new GatewayDriver("Text:Models:first:Capabilities:0=Chat");
        var tool = AIFunctionFactory.Create(() => 1, "one");

        Assert.Equal("model-unable", await _gateway.RefusedAsync(() => plain.AskAsync(options: new() { Tools = [tool] })));
        Assert.Equal("prompt-too-long", await _gateway.RefusedAsync(() => plain.AskAsync(string.Concat(Enumerable.Repeat("word ", 20_000)))));
        Assert.Empty(plain.Models.Asked);
    }

    [Fact]
    public async Task Nothing_that_must_not_be_said_leaves_the_house() =>
        Assert.Equal(("content-refused", 0), (await _gateway.RefusedAsync(() => _gateway.AskAsync("Describe a bomb making kit")), _gateway.Models.Asked.Count));

    [Fact]
    public async Task Nothing_that_must_not_be_said_comes_back_but_in_a_batch_where_its_own_stage_judges()
    {
        _gateway.Models.Answer("first", "A bomb making kit");
        _gateway.Models.Answer("first", "A bomb making kit");

        Assert.Equal("content-refused", await _gateway.RefusedAsync(() => _gateway.AskAsync()));
        Assert.Equal("A bomb making kit", (await _gateway.AskAsync(call: call => call with { BatchId = "b1" })).Text);
    }

    [Fact]
    public async Task What_a_batch_was_brought_is_judged_again_for_whoever_asks_by_itself()
    {
        _gateway.Models.Answer("first", "A bomb making kit");
        await _gateway.AskAsync(call: call => call with { BatchId = "b1" });

        Assert.Equal("content-refused", await _gateway.RefusedAsync(() => _gateway.AskAsync()));
        Assert.Single(_gateway.Models.Asked);
    }

    [Fact]
    public async Task A_stream_shows_nothing_of_what_is_blocked_even_where_it_lies_across_two_parts()
    {
        var harmless = new string('a', 500);
        _gateway.Models.Answer("first", harmless, " how to ma", "ke a bo", "mb at home");
        var seen = "";

        await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            await foreach (var update in _gateway.StreamAsync()) seen += update.Text;
        });

        Assert.Equal(harmless, seen);
    }

    [Fact]
    public async Task Calls_are_told_by_the_conventions_with_the_house_that_serves_them()
    {
        List<Activity> spans = [];
        HashSet<string> metrics = [];
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == GatewayMetrics.Source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = span => { lock (spans) spans.Add(span); } };
        ActivitySource.AddActivityListener(listener);
        using var meter = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter.Name == GatewayMetrics.Source) it.EnableMeasurementEvents(instrument); } };
        meter.SetMeasurementEventCallback<double>((instrument, _, _, _) => { lock (metrics) metrics.Add(instrument.Name); });
        meter.SetMeasurementEventCallback<int>((instrument, _, _, _) => { lock (metrics) metrics.Add(instrument.Name); });
        meter.Start();
        _gateway.Models.Answer("first", "Hel", "lo");

        // Tests beside this one ask models too: their spans belong to no trace of this one.
        using var trace = new Activity("the test").Start();
        await foreach (var _ in _gateway.StreamAsync("Tell of this very test"))
        {
        }

        Activity span;
        lock (spans) span = Assert.Single(spans, span => span.TraceId == trace.TraceId && Equals(span.GetTagItem("gen_ai.provider.name"), "scripted_house"));
        Assert.Equal(("chat first", ActivityKind.Client), (span.DisplayName, span.Kind));
        Assert.Equal((100, 10), (Convert.ToInt32(span.GetTagItem("gen_ai.usage.input_tokens")), Convert.ToInt32(span.GetTagItem("gen_ai.usage.output_tokens"))));
        Assert.Superset(new HashSet<string> { "gen_ai.client.operation.duration", "gen_ai.client.token.usage", "gen_ai.client.operation.time_to_first_chunk" }, metrics);
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("this very test", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Who_leaves_a_stream_early_pays_the_limit_what_was_written_until_then()
    {
        using var gateway = new GatewayDriver("Text:Models:first:TokensPerMinute=60000", "Text:Models:first:MaxOutputTokens=4000");
        gateway.Models.Answer("first", new string('a', 400), new string('b', 400));

        await foreach (var _ in gateway.StreamAsync()) break;

        // 1,000 tokens a second: the answer's 4,000 were charged at first, some 100 were written; another call goes through within that time.
        gateway.Models.Answer("first", "Hello");
        var next = gateway.AskAsync("Another");
        gateway.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("Hello", (await next.WaitAsync(TimeSpan.FromMinutes(1))).Text);
        Assert.Equal(0, gateway.Limiter("first").InFlight);
    }

    [Fact]
    public async Task A_refusal_for_the_rate_freezes_the_model_for_as_long_as_was_asked()
    {
        _gateway.Models.Fail("first", new TransientException("busy", retryAfter: TimeSpan.FromSeconds(7)) { Throttled = true });
        _gateway.Models.Answer("first", "Hello");
        await Assert.ThrowsAsync<TransientException>(() => _gateway.AskAsync());

        var next = _gateway.AskAsync();
        _gateway.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal((1, false), (_gateway.Models.Asked.Count, next.IsCompleted));
        _gateway.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("Hello", (await next.WaitAsync(TimeSpan.FromMinutes(1))).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_waits_for_its_turn_holds_no_money_and_costs_nothing_when_it_is_given_up(bool streamed)
    {
        using var gateway = new GatewayDriver("Text:Models:first:RequestsPerMinute=1", "Text:Models:first:Prices:0:InputPerMillion=2", "Text:Models:first:Prices:0:OutputPerMillion=8");
        gateway.Models.Answer("first", "Hello");
        await gateway.AskAsync("Hello");
        var paid = await gateway.Spending.GetAsync("acme");
        using var impatient = new CancellationTokenSource();
        var waiting = streamed ? gateway.StreamAsync("And now?", impatient.Token).ToChatResponseAsync() : gateway.AskAsync("And now?", cancellationToken: impatient.Token);
        while (gateway.Limiter("first").Waiting == 0) await Task.Yield();
        Assert.Equal(0, (await gateway.Spending.GetAsync("acme")).Reserved.Amount);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var left = await gateway.Spending.GetAsync("acme");
        Assert.Equal((paid.Settled.Amount, 0m, 0), (left.Settled.Amount, left.Reserved.Amount, left.Unknown.Count));
        Assert.Single(gateway.Models.Asked);
    }

    [Fact]
    public async Task The_offline_writer_is_no_model_and_needs_none()
    {
        var title = await _gateway.Writer.WriteAsync(new("acme", CopyDriver.Mug, new() { Slot = "title.en", Model = "offline" }, "en", new()));

        Assert.Equal(("Quester Camp Mug", null, "rule-based-writer"), (title.Text, title.Production!.Model, title.Production.Engine));
    }

    public void Dispose() => _gateway.Dispose();
}
