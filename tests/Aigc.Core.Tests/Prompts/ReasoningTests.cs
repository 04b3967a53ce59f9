using System.Text.Json;
using Aigc.Contracts.Items;
using Aigc.Contracts.Prompts;
using Aigc.Core.Tests.Text;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Prompts;

/// <summary>What a model reasons is asked for, paid for, and never kept.</summary>
public sealed class ReasoningTests
{
    private const string Secret = "the merchant is bankrupt";
    private const string Answer = $$"""{"reasoning":"First, {{Secret}}.","title":"Quester Camp Mug"}""";
    private readonly PromptDriver _prompts = new();
    private readonly InMemoryRecordStore _records = new();

    [Theory]
    [InlineData(Answer)]
    [InlineData($"```json\n{Answer}\n```")]
    [InlineData($$"""<think>{{Secret}}</think> {"title":"Quester Camp Mug","reasoning":["{{Secret}}"]}""")]
    public async Task Reasoning_reaches_neither_the_result_nor_the_store(string answer)
    {
        await SwitchOnAsync();
        var model = new ScriptedChat(answer);

        var result = await new CopyDriver(model, _records, _prompts).WriteAsync("title.en");

        Assert.Equal((SlotState.Made, "Quester Camp Mug"), (result.State, result.Text));
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(result), StringComparison.Ordinal);
        await NothingIsKeptAsync();
    }

    [Theory]
    [InlineData($$"""{"reasoning":"First, {{Secret}} and so on""")]
    [InlineData($"{Secret}, so the title is Camp Mug")]
    public async Task An_answer_whose_reasoning_cannot_be_told_apart_is_not_kept_at_all(string broken)
    {
        await SwitchOnAsync();
        var model = new ScriptedChat(broken, broken);

        var result = await new CopyDriver(model, _records, _prompts).WriteAsync("title.en");

        Assert.Equal((SlotState.Failed, "output-unparsable"), (result.State, result.Reason));
        Assert.DoesNotContain(Secret, string.Concat(model.Calls[1].Select(message => message.Text)), StringComparison.Ordinal);
        await NothingIsKeptAsync();
    }

    [Fact]
    public async Task The_model_is_asked_to_reason_first_and_its_tokens_are_counted()
    {
        await SwitchOnAsync();
        var model = new ScriptedChat(Answer);

        var result = await new CopyDriver(model, _records, _prompts).WriteAsync("title.en");

        Assert.Contains("step by step", model.Calls[0][0].Text, StringComparison.Ordinal);
        var schema = Assert.IsType<ChatResponseFormatJson>(model.Options!.ResponseFormat).Schema!.Value;
        Assert.Equal(["reasoning", "title"], schema.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal((100L, 10L), (result.Production!.InputTokens, result.Production.OutputTokens));
    }

    [Fact]
    public async Task Without_the_switch_nobody_is_asked_to_reason()
    {
        var model = new ScriptedChat("""{"title":"Quester Camp Mug"}""");

        await new CopyDriver(model, _records, _prompts).WriteAsync("title.en");

        Assert.DoesNotContain("step by step", string.Concat(model.Calls[0].Select(message => message.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain("reasoning", Assert.IsType<ChatResponseFormatJson>(model.Options!.ResponseFormat).Schema!.Value.GetRawText(), StringComparison.Ordinal);
    }

    private Task SwitchOnAsync() => _prompts.SaveAsync(new Prompt { Name = "title", Inherits = true, Reasoning = true, Parts = new() }, "production");

    private async Task NothingIsKeptAsync()
    {
        var kept = (await _records.ScanAsync("results")).Records;
        Assert.NotEmpty(kept);
        Assert.All(kept, record => Assert.DoesNotContain(Secret, record.Json, StringComparison.Ordinal));
    }
}
