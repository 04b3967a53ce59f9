using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text;

public sealed class CopyWriterTests
{
    private const string Title = """{"title":"Quester Camp Mug"}""";

    [Fact]
    public async Task An_answer_becomes_the_slot_with_its_tokens_model_and_template()
    {
        var result = await new CopyDriver(new ScriptedChat(Title)).WriteAsync("title.en");

        Assert.Equal((SlotState.Made, "Quester Camp Mug", "title.en"), (result.State, result.Text, result.Slot));
        Assert.Equal(("scripted-1", 100L, 10L, false), (result.Production!.Model, result.Production.InputTokens, result.Production.OutputTokens, result.Production.FromCache));
        Assert.Matches(@"^title@0\.[0-9a-f]{12}$", result.Production.Template!);
    }

    [Fact]
    public async Task A_call_says_for_which_batch_and_row_it_is()
    {
        var model = new ScriptedChat(Title);

        await new CopyDriver(model).WriteAsync(new CopyRequest("acme", CopyDriver.Mug, new OutputSpec { Slot = "title.en" }, "en", new()) { BatchId = "b1", Row = 7 });

        var call = model.Options.Call()!;
        Assert.Equal(("acme", "b1", 7L, "title"), (call.Tenant, call.BatchId, call.ProductRow, call.Capability));
    }

    [Fact]
    public async Task A_call_of_a_batch_is_held_to_the_channel_of_its_recipe()
    {
        var (model, recipe) = (new ScriptedChat(Title), new Recipe { Channel = "advertising", Outputs = [new() { Slot = "title.en" }] });
        var batch = new Batch { Id = "b1", Tenant = "acme", State = BatchState.Producing, Feed = new("feed.csv", "csv"), Recipe = recipe, CreatedAt = default, UpdatedAt = default };

        await new CopyDriver(model).WriteAsync(CopyRequest.Of(batch, new(7, CopyDriver.Mug), recipe.Outputs[0]));

        Assert.Equal(("advertising", "b1", 7L), (model.Options.Call()!.Channel, model.Options.Call()!.BatchId, model.Options.Call()!.ProductRow));
    }

    [Fact]
    public async Task Every_kind_is_asked_for_by_a_closed_schema()
    {
        foreach (var (slot, answer) in new[] { ("title.en", Title), ("description.en", """{"description":"A mug."}"""), ("highlights.en", """{"highlights":["Steel"]}"""), ("attributes", """{"attributes":[]}""") })
        {
            var model = new ScriptedChat(answer);

            await new CopyDriver(model).WriteAsync(slot);

            var schema = Assert.IsType<ChatResponseFormatJson>(model.Options!.ResponseFormat).Schema!.Value;
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            Assert.Equal(Slots.KindOf(slot), Assert.Single(schema.GetProperty("required").EnumerateArray()).GetString());
        }
    }

    [Theory]
    [InlineData("Here you are: nothing")]
    [InlineData("""{"name":"Quester Camp Mug"}""")]
    [InlineData("""{"title":"  "}""")]
    [InlineData("""{"title":7}""")]
    [InlineData("")]
    public async Task An_answer_that_is_not_what_was_asked_for_is_repaired_once(string broken)
    {
        var model = new ScriptedChat(broken, Title);

        var result = await new CopyDriver(model).WriteAsync("title.en");

        Assert.Equal((SlotState.Made, "Quester Camp Mug"), (result.State, result.Text));
        Assert.Equal(200, result.Production!.InputTokens);
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], model.Calls[1].Select(message => message.Role));
    }

    [Fact]
    public async Task A_second_unusable_answer_fails_the_slot_and_its_tokens_are_counted()
    {
        var model = new ScriptedChat("no", "still no");

        var result = await new CopyDriver(model).WriteAsync("title.en");

        Assert.Equal((SlotState.Failed, "output-unparsable", null), (result.State, result.Reason, result.Text));
        Assert.Equal((2, 200L), (model.Calls.Count, result.Production!.InputTokens));
    }

    [Fact]
    public async Task JSON_in_a_code_block_is_understood() =>
        Assert.Equal("Quester Camp Mug", (await new CopyDriver(new ScriptedChat($"```json\n{Title}\n```")).WriteAsync("title.en")).Text);

    [Fact]
    public async Task Forbidden_words_are_named_to_the_model_and_never_come_out()
    {
        var rules = new CopyRules { ForbiddenWords = ["best", "No. 1"] };
        var mended = new ScriptedChat("""{"title":"The BEST mug"}""", Title);
        var stubborn = new ScriptedChat("""{"title":"The best mug"}""", """{"title":"Mug, no. 1"}""");

        Assert.Equal("Quester Camp Mug", (await new CopyDriver(mended).WriteAsync("title.en", rules: rules)).Text);
        Assert.Contains("best", mended.Calls[1][^1].Text, StringComparison.Ordinal);
        var failed = await new CopyDriver(stubborn).WriteAsync("title.en", rules: rules);
        Assert.Equal((SlotState.Failed, "forbidden-words", null), (failed.State, failed.Reason, failed.Text));
    }

    [Fact]
    public async Task A_forbidden_word_inside_another_word_does_no_harm() =>
        Assert.Equal(SlotState.Made, (await new CopyDriver(new ScriptedChat("""{"title":"Bestseller of Budapest"}""")).WriteAsync("title.en", rules: new() { ForbiddenWords = ["best"] })).State);

    [Fact]
    public async Task Forbidden_Chinese_words_are_found_without_spaces()
    {
        var failed = await new CopyDriver(new ScriptedChat("""{"title":"全网最好的杯子"}""", """{"title":"最好杯子"}""")).WriteAsync("title.zh-CN", rules: new() { ForbiddenWords = ["最好"] }, language: "zh-CN");

        Assert.Equal("forbidden-words", failed.Reason);
    }

    [Fact]
    public async Task Texts_points_and_their_number_keep_to_the_limits()
    {
        var words = string.Join(' ', Enumerable.Repeat("camping", 40));
        var title = await new CopyDriver(new ScriptedChat($$"""{"title":"{{words}}"}""")).WriteAsync("title.en", maxLength: 50);
        var points = await new CopyDriver(new ScriptedChat($$"""{"highlights":["{{words}}","Steel","steel"," ","Folding handle","Light"]}""")).WriteAsync("highlights.en", maxLength: 30, count: 3);

        Assert.InRange(title.Text!.Length, 25, 50);
        Assert.EndsWith("camping", title.Text, StringComparison.Ordinal);
        Assert.Equal(["camping camping camping", "Steel", "Folding handle"], points.Points!);
    }

    [Fact]
    public async Task Mark_up_and_control_characters_do_not_reach_the_listing() =>
        Assert.Equal("Camp Mug for two", (await new CopyDriver(new ScriptedChat("""{"title":"<b>Camp</b>\u0007 Mug\n\u200b for <script src=x>two"}""")).WriteAsync("title.en")).Text);

    [Fact]
    public async Task Confidence_is_brought_into_its_range()
    {
        var result = await new CopyDriver(new ScriptedChat("""{"attributes":[{"name":"material","value":"steel","evidence":"steel mug","confidence":7}]}""")).WriteAsync("attributes");

        Assert.Equal(1, Assert.Single(result.Attributes!).Confidence);
    }
}
