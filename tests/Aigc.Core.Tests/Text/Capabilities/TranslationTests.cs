using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Offline;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Tests.Text.Capabilities;

public sealed class TranslationTests
{
    private static readonly TranslationSource Title = new("title.en", "en", ["Quester Camp Mug, 350 ml"]);

    [Fact]
    public async Task A_translation_is_translated_back_and_held_against_its_source()
    {
        var model = new ScriptedChat("""{"translation":["Quester Campingbecher, 350 ml"]}""", """{"translation":["Quester Camp Mug, 350 ml"]}""");

        var made = await new CopyDriver(model).TranslateAsync("title.de", "de", Title);

        Assert.Equal((SlotState.Made, "Quester Campingbecher, 350 ml"), (made.State, made.Text));
        Assert.Equal((1.0, true), (made.Translation!.Similarity!.Value, made.Translation.NumbersKept));
        Assert.Equal((2, 200L), (model.Calls.Count, made.Production!.InputTokens));
    }

    [Fact]
    public async Task Each_call_is_one_of_translation_whatever_the_slot()
    {
        var model = new ScriptedChat("""{"translation":["Quester Campingbecher, 350 ml"]}""", """{"translation":["Quester Camp Mug, 350 ml"]}""");

        await new CopyDriver(model).TranslateAsync("title.de", "de", Title);

        Assert.Equal("translation", model.Options.Call()!.Capability);
    }

    [Theory]
    [InlineData("Quester Campingbecher, 350 ml", "An entirely different sentence about shoes", "similar")]
    [InlineData("Quester Campingbecher, 500 ml", "Quester Camp Mug, 350 ml", "numbers")]
    public async Task One_that_says_something_else_waits_for_a_person(string there, string back, string what)
    {
        var made = await new CopyDriver(new ScriptedChat($$"""{"translation":["{{there}}"]}""", $$"""{"translation":["{{back}}"]}""")).TranslateAsync("title.de", "de", Title);

        Assert.Equal((SlotState.InReview, "translation-differs"), (made.State, made.Reason));
        Assert.Equal(what == "numbers", !made.Translation!.NumbersKept);
    }

    [Fact]
    public async Task Glossary_and_protected_names_are_insisted_on()
    {
        var rules = new CopyRules { Glossary = [new("Camp Mug", "de", "Lagertasse")], DoNotTranslate = ["350 ml"] };
        var model = new ScriptedChat("""{"translation":["Sucher Becher, 350 ml"]}""", """{"translation":["Quester Lagertasse, 350 ml"]}""", """{"translation":["Quester Camp Mug, 350 ml"]}""");

        var made = await new CopyDriver(model).TranslateAsync("title.de", "de", Title, rules: rules);

        Assert.Equal("Quester Lagertasse, 350 ml", made.Text);
        Assert.Contains("'Camp Mug' is rendered as 'Lagertasse'", model.Calls[1][^1].Text, StringComparison.Ordinal);
        Assert.Contains("'Quester' stays as it is", model.Calls[1][^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pieces_that_were_lost_are_asked_for_again()
    {
        var source = new TranslationSource("highlights.en", "en", ["Steel", "Folding handle"]);
        var model = new ScriptedChat("""{"translation":["Stahl"]}""", """{"translation":["Stahl","Klappgriff"]}""", """{"translation":["Steel","Folding handle"]}""");

        Assert.Equal(["Stahl", "Klappgriff"], (await new CopyDriver(model).TranslateAsync("highlights.de", "de", source)).Points!);
    }

    [Fact]
    public async Task Without_a_model_free_text_is_refused_with_a_reason()
    {
        var refused = await new CopyDriver(new RuleBasedWriter()).TranslateAsync("title.zh-CN", "zh-CN", Title);

        Assert.Equal((SlotState.Refused, "translation-needs-model"), (refused.State, refused.Reason));
    }

    [Fact]
    public async Task Without_a_model_attributes_are_looked_up_where_every_word_is_known()
    {
        var driver = new CopyDriver(new RuleBasedWriter());

        var made = await driver.TranslateAsync("attributes.zh-CN", "zh-CN", new("feed", "en", ["color", "navy", "material", "stainless steel", "capacity", "350 ml"]));
        var refused = await driver.TranslateAsync("attributes.zh-CN", "zh-CN", new("feed", "en", ["color", "navy", "finish", "hammered"]));

        Assert.Equal(["颜色=藏青色", "材质=不锈钢", "容量=350 ml"], made.Attributes!.Select(attribute => $"{attribute.Name}={attribute.Value}"));
        Assert.Equal("translation-needs-model", refused.Reason);
    }

    [Theory]
    [InlineData("the same text", "the same text", 1, 1)]
    [InlineData("a durable steel mug", "a sturdy steel mug", 0.4, 0.9)]
    [InlineData("a durable steel mug", "zzz qqq", 0, 0.05)]
    public void Likeness_is_measured_by_shared_runs_of_characters(string one, string other, double low, double high) => Assert.InRange(ChrF.Score(one, other), low, high);
}
