using Aigc.Testing.Fakes.Models;

namespace Aigc.Core.Tests.Providers;

public sealed class AzureOpenAiProviderTests() : ModelProviderContract(new FakeAzureOpenAi(), "azure-openai", "/");

public sealed class OpenAiProviderTests : ModelProviderContract
{
    private readonly FakeOpenAi _fake;

    public OpenAiProviderTests() : this(new())
    {
    }

    private OpenAiProviderTests(FakeOpenAi fake) : base(fake, "openai", "/v1") => _fake = fake;

    [Fact]
    public async Task An_account_without_money_is_no_rate_that_passes()
    {
        _fake.IsOutOfMoney();

        Assert.Equal("model-unavailable", Assert.IsType<ProblemException>(await Model.FailsAsync()).Code);
    }
}

public sealed class QwenProviderTests : ModelProviderContract
{
    private readonly FakeQwen _fake;

    public QwenProviderTests() : this(new())
    {
    }

    private QwenProviderTests(FakeQwen fake) : base(fake, "qwen", "/compatible-mode/v1") => _fake = fake;

    [Fact]
    public async Task Thinking_is_switched_off_in_so_many_words_and_the_limit_is_sent_by_the_name_that_it_knows()
    {
        _fake.Completes("Hello");

        await Model.AskAsync(options: new() { MaxOutputTokens = 64 });

        var body = Assert.Single(_fake.Calls).Body;
        Assert.False(body.GetProperty("enable_thinking").GetBoolean());
        Assert.Equal((64, false), (body.GetProperty("max_tokens").GetInt32(), body.TryGetProperty("max_completion_tokens", out _)));
    }

    [Fact]
    public async Task A_quota_of_a_minute_passes_and_an_account_in_arrears_does_not()
    {
        _fake.IsOutOfMoney();
        _fake.IsInArrears();

        Assert.IsType<TransientException>(await Model.FailsAsync());
        Model.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("model-unavailable", Assert.IsType<ProblemException>(await Model.FailsAsync()).Code);
    }
}

public sealed class OwnServerProviderTests() : ModelProviderContract(new FakeVllm(), "openai-compatible", "/v1");

public sealed class ClaudeProviderTests : ModelProviderContract
{
    private readonly FakeClaude _fake;

    public ClaudeProviderTests() : this(new())
    {
    }

    private ClaudeProviderTests(FakeClaude fake) : base(fake, "claude", "/") => _fake = fake;

    // The version of the Messages API that the package speaks has none.
    protected override bool TakesTemperature => false;

    [Fact]
    public async Task A_failure_that_is_told_within_the_stream_is_a_failure()
    {
        _fake.IsOverloadedAfter("Hel");

        await Assert.ThrowsAsync<TransientException>(() => Model.StreamAsync());
    }
}

public sealed class GeminiProviderTests : ModelProviderContract
{
    private readonly FakeGemini _fake;

    public GeminiProviderTests() : this(new())
    {
    }

    private GeminiProviderTests(FakeGemini fake) : base(fake, "gemini", "/v1beta") => _fake = fake;

    [Fact]
    public async Task A_wait_that_is_told_in_the_body_is_heard()
    {
        _fake.IsExhausted("22.5s");

        Assert.Equal(TimeSpan.FromSeconds(22.5), Assert.IsType<TransientException>(await Model.FailsAsync()).RetryAfter);
    }

    [Fact]
    public async Task A_key_that_is_told_to_be_a_bad_argument_is_a_bad_key()
    {
        _fake.RefusesKey();

        Assert.Equal("model-unauthorized", Assert.IsType<ProblemException>(await Model.FailsAsync()).Code);
    }
}
