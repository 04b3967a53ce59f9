namespace Aigc.Core.Tests.Text.Gateway;

public sealed class FailoverTests : IDisposable
{
    private readonly GatewayDriver _gateway = new("Text:Models:first:Fallbacks:0=second", "Text:Models:first:Fallbacks:1=large");

    [Theory]
    [InlineData("down")]
    [InlineData("model-unauthorized")]
    [InlineData("model-unavailable")]
    public async Task Where_a_model_is_down_the_next_in_order_answers_and_is_the_one_recorded(string failure)
    {
        _gateway.Models.Fail("first", failure == "down" ? new TransientException("down") : new ProblemException(failure, "no", 502));
        _gateway.Models.Answer("second", "Hello");

        Assert.Equal("second", (await _gateway.AskAsync()).ModelId);
    }

    [Fact]
    public async Task What_is_refused_for_its_content_is_asked_nowhere_else()
    {
        _gateway.Models.Fail("first", new ProblemException("content-refused", "no", 422));

        Assert.Equal("content-refused", await _gateway.RefusedAsync(() => _gateway.AskAsync()));
        Assert.Equal(["first"], _gateway.Models.Asked);
    }

    [Fact]
    public async Task What_is_too_long_for_one_is_asked_of_one_that_takes_more()
    {
        _gateway.Models.Fail("first", new ProblemException("prompt-too-long", "no", 422));
        _gateway.Models.Answer("large", "Hello");

        Assert.Equal("large", (await _gateway.AskAsync()).ModelId);
        Assert.Equal(["first", "large"], _gateway.Models.Asked);
    }

    [Fact]
    public async Task Nothing_is_asked_of_a_model_that_the_tenant_may_not_use()
    {
        await _gateway.Registry.ChangeAsync("acme", "second", new(Enabled: false));
        _gateway.Models.Fail("first", new TransientException("down"));
        _gateway.Models.Answer("large", "Hello");

        Assert.Equal("large", (await _gateway.AskAsync()).ModelId);
    }

    [Fact]
    public async Task Where_all_are_down_the_last_failure_is_told()
    {
        foreach (var model in new[] { "first", "second", "large" }) _gateway.Models.Fail(model, new TransientException(model + " is down"));

        Assert.Equal("large is down", (await Assert.ThrowsAsync<TransientException>(() => _gateway.AskAsync())).Message);
    }

    [Fact]
    public async Task A_model_that_fails_three_times_in_a_row_is_left_alone_for_a_while_and_then_asked_first_again()
    {
        for (var i = 0; i < 3; i++) _gateway.Models.Fail("first", new TransientException("down"));
        for (var i = 0; i < 4; i++) _gateway.Models.Answer("second", "Hello");
        for (var i = 0; i < 4; i++) await _gateway.AskAsync($"Ask {i}");
        Assert.Equal(["first", "second", "first", "second", "first", "second", "second"], _gateway.Models.Asked);

        _gateway.Time.Advance(TimeSpan.FromSeconds(16));
        _gateway.Models.Answer("first", "Hello");

        Assert.Equal("first", (await _gateway.AskAsync("Ask again")).ModelId);
    }

    [Fact]
    public async Task A_stream_goes_elsewhere_before_its_first_part_and_never_after()
    {
        _gateway.Models.Fail("first", new TransientException("down"));
        _gateway.Models.Answer("second", "Hello");
        Assert.Equal("second", (await Microsoft.Extensions.AI.ChatResponseExtensions.ToChatResponseAsync(_gateway.StreamAsync())).ModelId);

        _gateway.Models.Fail("first", new TransientException("broke off"), new string('a', 200));
        var seen = "";
        await Assert.ThrowsAsync<TransientException>(async () =>
        {
            await foreach (var update in _gateway.StreamAsync("Another")) seen += update.Text;
        });

        Assert.Equal((200, "first"), (seen.Length, _gateway.Models.Asked[^1]));
    }

    public void Dispose() => _gateway.Dispose();
}
