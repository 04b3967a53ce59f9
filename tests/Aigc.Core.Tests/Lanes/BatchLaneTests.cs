using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Core.Lanes;
using Aigc.Providers.Claude;
using Aigc.Testing.Fakes;
using Aigc.Testing.Fakes.Models;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Lanes;

public sealed class OpenAiBatchLaneTests() : BatchLaneContract(new FakeBatchProvider(_ => "An answer."), http => new OpenAiLanes().Open(http, "lane-key", "gpt", new()), "/v1/")
{
    [Fact]
    public void Its_limits_are_OpenAIs() => Assert.Equal((50_000, true), (Lane.Limits.Requests, Lane.Limits.Bytes < 200_000_000));
}

public sealed class ClaudeBatchLaneTests : BatchLaneContract
{
    private readonly FakeClaudeBatches _fake;

    public ClaudeBatchLaneTests() : this(new(_ => "An answer."))
    {
    }

    private ClaudeBatchLaneTests(FakeClaudeBatches fake) : base(fake, http => new ClaudeLanes().Open(http, "lane-key", "claude-x", new()), "") => _fake = fake;

    [Fact]
    public void Its_limits_are_Claudes() => Assert.Equal((100_000, true), (Lane.Limits.Requests, Lane.Limits.Bytes + (8 * 100_000) + 100 < 256_000_000));

    [Fact]
    public async Task A_request_says_the_same_as_a_single_call()
    {
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "你好")];
        var options = new ChatOptions
        {
            Instructions = "In Chinese.",
            MaxOutputTokens = 50,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"title":{"type":"string"}},"required":["title"],"additionalProperties":false}"""), "title"),
            Tools = [AIFunctionFactory.Create((string city) => city, "weather", "Tells the weather.")],
        };
        await using var single = new FakeClaude();
        single.Completes("Hello");
        using var http = new HttpClient();
        using (var client = ClaudeProvider.ClientOf(http, new("claude-x", single.Address, "key", 1))) await client.GetResponseAsync(messages, options);

        var line = JsonNode.Parse(await Lane.LineAsync(new("id-1", messages, options)))!;

        Assert.Equal("id-1", (string?)line["custom_id"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Assert.Single(single.Calls).Body.GetRawText()), line["params"]), line.ToJsonString());
        var parameters = line["params"]!;
        Assert.Equal(("claude-x", 50, true, true), ((string?)parameters["model"], (int)parameters["max_tokens"]!, parameters["system"]!.ToJsonString().Contains("Be brief.", StringComparison.Ordinal), parameters["output_config"] is not null));
        Assert.Equal("weather", (string?)Assert.Single(parameters["tools"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task Tokens_from_the_cache_are_among_the_input_and_told_apart()
    {
        _fake.Ends = ("end_turn", 200);

        var answer = Assert.Single((await ReadAsync(await SubmitAsync(1))).Take(1)).Answer!;

        Assert.Equal(200, answer.CachedTokens);
        Assert.Equal(_fake.Billed[Ids(1)[0]], FakeLane.Price(answer.InputTokens - 200, answer.OutputTokens) / 2);
    }

    [Theory]
    [InlineData("max_tokens", "length")]
    [InlineData("refusal", "content_filter")]
    public async Task An_answer_that_was_cut_or_refused_says_so_and_is_paid(string stop, string finish)
    {
        _fake.Ends = (stop, 0);

        var answer = (await ReadAsync(await SubmitAsync(1)))[0].Answer!;

        Assert.Equal(finish, answer.FinishReason);
        Assert.True(answer.OutputTokens > 0);
    }

    [Fact]
    public async Task While_one_of_the_same_size_runs_nobody_can_tell_and_one_of_another_size_is_another()
    {
        _fake.Others(1, TimeSpan.Zero, requests: 4, new LaneFate(IsSlow: true));

        await Assert.ThrowsAsync<LaneUnsureException>(() => Lane.FindAsync(Name, 4, Now));
        Assert.Null(await Lane.FindAsync(Name, 5, Now));
    }

    [Fact]
    public async Task One_that_has_ended_is_found_while_others_run()
    {
        var id = await SubmitAsync(4);
        await EndedAsync(id);
        _fake.Others(1, TimeSpan.Zero, requests: 4, new LaneFate(IsSlow: true));

        Assert.Equal(id, await Lane.FindAsync(Name, 4, Now));
    }

    [Fact]
    public async Task The_key_goes_to_no_other_server_though_the_results_are_said_to_be_there()
    {
        _fake.ResultsAt = new("http://elsewhere.test/v1/messages/batches/");

        Assert.Equal(3, (await ReadAsync(await SubmitAsync(3))).Select(outcome => outcome.Id).Distinct().Count());
        Assert.Equal(["lanes.test"], _fake.Hosts.Distinct());
    }
}
