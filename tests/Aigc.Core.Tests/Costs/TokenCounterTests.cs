using Aigc.Core.Costs;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Costs;

public sealed class TokenCounterTests
{
    private readonly TokenCounter _counter = new();

    // As the OpenAI cookbook counts them ("How to count tokens with tiktoken").
    [Theory]
    [InlineData("gpt-4o", "antidisestablishmentarianism", 6)]
    [InlineData("gpt-4-turbo", "2 + 2 = 4", 7)]
    [InlineData("gpt-4o", "お誕生日おめでとう", 8)]
    [InlineData("gpt-4-turbo", "お誕生日おめでとう", 9)]
    public void Tokens_are_those_of_the_models_own_vocabulary(string model, string text, int tokens) => Assert.Equal(tokens, _counter.Count(Model("openai", model), text));

    [Fact]
    public void A_model_whose_maker_publishes_no_vocabulary_is_counted_with_a_margin()
    {
        var text = string.Concat(Enumerable.Repeat("A durable steel mug with a folding handle. ", 50));

        Assert.Equal(1.35, _counter.Count(Model("claude", "any"), text) / (double)_counter.Count(Model("openai", "gpt-4o"), text), 0.01);
        Assert.False(ModelTokenizer.Of(Model("claude", "any")).IsExact);
    }

    [Fact]
    public void The_frame_of_a_chat_and_the_schema_of_the_answer_are_counted_too()
    {
        var model = Model("openai", "gpt-4o");
        ChatMessage[] messages = [new(ChatRole.System, "Write."), new(ChatRole.User, "A mug.")];
        var bare = _counter.Count(model, messages);

        Assert.Equal(_counter.Count(model, "Write.") + _counter.Count(model, "A mug.") + 9, bare);
        Assert.True(_counter.Count(model, messages, new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonDocument.Parse("""{"type":"object"}""").RootElement) }) > bare);
    }

    [Fact]
    public void No_count_passes_the_bytes_of_the_text_which_are_what_is_reserved()
    {
        foreach (var text in new[] { "Mug", "不锈钢", "😀🏕️", "ﷺ", "\u200d\u200d", "a\u0301\u0301\u0301" })
            Assert.True(_counter.Count(Model("openai", "gpt-4o"), text) <= System.Text.Encoding.UTF8.GetByteCount(text));
    }

    private static ModelDescriptor Model(string provider, string name) => new() { Id = name, Provider = provider, Name = name, Capabilities = [], ContextTokens = 1, MaxOutputTokens = 1, Prices = [] };
}
