using System.Net;
using System.Text.Json;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Testing.Fakes.Models;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Providers;

/// <summary>What every provider does alike, whatever its protocol.</summary>
public abstract class ModelProviderContract(FakeModel fake, string provider, string path) : IAsyncLifetime
{
    private static readonly ChatResponseFormat Title = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","additionalProperties":false,"required":["title"],"properties":{"title":{"type":"string"}}}"""), "title");
    private readonly ProviderDriver _model = new(fake, provider, path);

    [Fact]
    public async Task An_answer_comes_with_the_models_id_what_really_served_it_and_its_tokens()
    {
        fake.Completes("Hello there");

        var answer = await _model.AskAsync();

        Assert.Equal(("Hello there", "m", ChatFinishReason.Stop), (answer.Text, answer.ModelId, answer.FinishReason));
        Assert.Equal((provider, fake.Served), (answer.Engine(), answer.ServedBy()));
        Assert.Equal((FakeModel.Read, FakeModel.Written, FakeModel.Cached), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.CachedInputTokenCount));
    }

    [Fact]
    public async Task The_model_is_asked_with_its_key_its_name_the_words_and_a_limit_and_nothing_of_the_house()
    {
        fake.Completes("Hello");

        await _model.AskAsync("What is it?", new() { MaxOutputTokens = 64, Temperature = 0.2f });

        var call = Assert.Single(fake.Calls);
        var asked = fake.AskedIn(call);
        Assert.Equal((ProviderDriver.Key, "model-1", 64), (asked.Key, asked.Model, asked.MaxTokens));
        Assert.Contains("Be brief.", asked.Words, StringComparison.Ordinal);
        Assert.Contains("What is it?", asked.Words, StringComparison.Ordinal);
        Assert.Equal(TakesTemperature, call.Body.ToString().Contains("0.2", StringComparison.Ordinal));
        Assert.DoesNotContain("aigc.", call.Body.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("acme", call.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_is_longer_than_the_model_allows()
    {
        fake.Completes("Hello");

        await _model.AskAsync(options: new() { MaxOutputTokens = 100_000 });

        Assert.Equal(500, fake.AskedIn(Assert.Single(fake.Calls)).MaxTokens);
    }

    [Fact]
    public async Task A_schema_is_asked_for_in_the_protocols_own_way()
    {
        fake.Completes("""{"title":"Mug"}""");

        await _model.AskAsync(options: new() { ResponseFormat = Title });

        var schema = fake.AskedIn(Assert.Single(fake.Calls)).Schema;
        Assert.Equal("string", schema!.Value.GetProperty("properties").GetProperty("title").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_model_that_knows_no_schema_is_told_it_in_words()
    {
        using var plain = new ProviderDriver(fake, provider, path, "Capabilities:0=Chat");
        fake.Completes("""{"title":"Mug"}""");

        await plain.AskAsync(options: new() { ResponseFormat = Title });

        var asked = fake.AskedIn(Assert.Single(fake.Calls));
        Assert.Null(asked.Schema);
        Assert.Contains("JSON Schema", asked.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_brings_its_parts_in_order_and_its_tokens_at_the_end()
    {
        fake.Streams("Hel", "lo ", "there");

        var answer = (await _model.StreamAsync()).ToChatResponse();

        Assert.Equal(("Hello there", "m", ChatFinishReason.Stop), (answer.Text, answer.ModelId, answer.FinishReason));
        Assert.Equal((FakeModel.Read, FakeModel.Written, FakeModel.Cached), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.CachedInputTokenCount));
        Assert.Equal((provider, fake.Served), (answer.Engine(), answer.ServedBy()));
    }

    [Fact]
    public async Task A_tool_is_offered_called_and_told_its_result()
    {
        var tool = AIFunctionFactory.Create((string product) => 7, "stock_of", "How many are left.");
        var options = new ChatOptions { Tools = [tool] };
        fake.CallsTool("call_1", "stock_of", """{"product":"m1"}""");
        fake.Completes("Seven are left.");

        var first = await _model.AskAsync("How many?", options);
        var call = Assert.Single(first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        List<ChatMessage> talk = [new(ChatRole.User, "How many?"), .. first.Messages, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, 7)])];
        var second = await _model.Chat.GetResponseAsync(talk, options);

        Assert.Equal(("stock_of", "m1", ChatFinishReason.ToolCalls), (call.Name, call.Arguments!["product"]?.ToString(), first.FinishReason));
        Assert.Equal("Seven are left.", second.Text);
        Assert.Equal(["stock_of"], fake.AskedIn(fake.Calls[0]).Tools);
        Assert.Contains("7", fake.AskedIn(fake.Calls[1]).Words, StringComparison.Ordinal);
        Assert.Contains("stock_of", fake.AskedIn(fake.Calls[1]).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_shown_to_a_model_that_sees_and_to_no_other()
    {
        using var sees = new ProviderDriver(fake, provider, path, "Capabilities:0=Chat", "Capabilities:1=Vision");
        ChatMessage asked = new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3, 4, 5, 6 }, "image/png")]);
        fake.Completes("A mug");

        var answer = await sees.Chat.GetResponseAsync([asked], new ChatOptions().For(ProviderDriver.Call));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => _model.Chat.GetResponseAsync([asked], new ChatOptions().For(ProviderDriver.Call)));

        var body = Assert.Single(fake.Calls).Body.ToString();
        Assert.Equal(("A mug", "model-unable"), (answer.Text, refused.Code));
        Assert.Contains("AQIDBAUG", body, StringComparison.Ordinal);
        Assert.Contains("image/png", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "model-unauthorized")]
    [InlineData(403, "model-unauthorized")]
    [InlineData(404, "model-unavailable")]
    public async Task What_will_not_pass_is_a_problem_that_names_no_secret(int status, string code)
    {
        fake.Fails((HttpStatusCode)status);

        var problem = Assert.IsType<ProblemException>(await _model.FailsAsync());

        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain(ProviderDriver.Key, problem.ToString(), StringComparison.Ordinal);
        Assert.Single(fake.Calls);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(500, false)]
    [InlineData(502, false)]
    [InlineData(503, true)]
    [InlineData(529, true)]
    public async Task What_may_pass_is_transient_and_asked_once(int status, bool throttled)
    {
        fake.Fails((HttpStatusCode)status);

        var transient = Assert.IsType<TransientException>(await _model.FailsAsync());

        Assert.Equal((throttled, null), (transient.Throttled, transient.RetryAfter));
        Assert.Single(fake.Calls);
    }

    [Fact]
    public async Task A_wait_that_is_asked_for_in_seconds_is_told() => Assert.Equal(TimeSpan.FromSeconds(7), await WaitAsync("7"));

    [Fact]
    public async Task A_wait_that_is_asked_for_as_a_date_is_told() => Assert.Equal(TimeSpan.FromSeconds(9), await WaitAsync("Sun, 01 Mar 2026 12:00:09 GMT"));

    [Fact]
    public async Task The_finer_of_two_waits_is_told() => Assert.Equal(TimeSpan.FromMilliseconds(250), await WaitAsync("1", new Dictionary<string, string> { ["retry-after-ms"] = "250" }));

    [Fact]
    public async Task A_prompt_that_the_filter_refuses_is_refused()
    {
        fake.RefusesPrompt();

        Assert.Equal("content-refused", Assert.IsType<ProblemException>(await _model.FailsAsync()).Code);
    }

    [Fact]
    public async Task An_answer_that_the_filter_stops_is_refused()
    {
        fake.StopsAnswer();

        Assert.Equal("content-refused", Assert.IsType<ProblemException>(await _model.FailsAsync()).Code);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_told_apart()
    {
        fake.TooLong();

        Assert.Equal("prompt-too-long", Assert.IsType<ProblemException>(await _model.FailsAsync()).Code);
    }

    [Fact]
    public async Task A_line_that_is_cut_in_the_middle_of_an_answer_is_transient_and_what_came_was_seen()
    {
        fake.BreaksOff("Hel", "lo");
        var seen = new List<ChatResponseUpdate>();

        await Assert.ThrowsAsync<TransientException>(() => _model.StreamAsync(seen));

        Assert.StartsWith(seen.Count == 0 ? "" : "Hel", string.Concat(seen.Select(update => update.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_ends_without_an_end_of_the_answer_has_broken_off()
    {
        fake.StopsShort("Hel", "lo");

        await Assert.ThrowsAsync<TransientException>(() => _model.StreamAsync());
    }

    [Fact]
    public async Task A_stream_that_is_refused_fails_as_a_plain_call_does()
    {
        fake.Fails(HttpStatusCode.TooManyRequests, "3");

        var transient = await Assert.ThrowsAsync<TransientException>(() => _model.StreamAsync());

        Assert.Equal((true, TimeSpan.FromSeconds(3)), (transient.Throttled, transient.RetryAfter));
    }

    [Fact]
    public async Task A_model_that_does_not_answer_in_time_is_transient()
    {
        fake.Hangs();
        var asking = _model.FailsAsync();

        await fake.ArrivesAsync();
        _model.Time.Advance(TimeSpan.FromSeconds(101));

        Assert.False(Assert.IsType<TransientException>(await asking).NothingDone);
    }

    [Fact]
    public async Task A_model_that_cannot_be_reached_is_transient()
    {
        await fake.DisposeAsync();

        Assert.IsType<TransientException>(await _model.FailsAsync());
    }

    [Fact]
    public async Task Who_cancels_is_not_told_that_the_model_failed()
    {
        fake.Hangs();
        using var cancelled = new CancellationTokenSource();
        var asking = _model.AskAsync(cancellationToken: cancelled.Token);

        await fake.ArrivesAsync();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task An_answer_that_is_no_answer_is_transient()
    {
        fake.Answer(HttpStatusCode.OK, "<html>a proxy says hello</html>");

        Assert.IsType<TransientException>(await _model.FailsAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _model.Dispose();
        await fake.DisposeAsync();
    }

    private protected ProviderDriver Model => _model;

    /// <summary>The protocol knows a temperature.</summary>
    protected virtual bool TakesTemperature => true;

    private async Task<TimeSpan?> WaitAsync(string retryAfter, IReadOnlyDictionary<string, string>? headers = null)
    {
        fake.Fails(HttpStatusCode.TooManyRequests, retryAfter, headers);
        return Assert.IsType<TransientException>(await _model.FailsAsync()).RetryAfter;
    }
}
