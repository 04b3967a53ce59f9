using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Offline;

namespace Aigc.Core.Tests.Text.Capabilities;

public sealed class CapabilityTests
{
    private static readonly Product Mug = CopyDriver.Mug;
    private static readonly string[] Paths = ["Home & Garden > Kitchen > Mugs"];

    [Fact]
    public async Task A_category_outside_the_tree_is_asked_for_again_and_then_refused()
    {
        var invented = """{"category":[{"path":"Home > Magic Mugs","confidence":1,"evidence":"mug"}]}""";
        var mended = new ScriptedChat(invented, """{"category":[{"path":"home & garden > kitchen > mugs","confidence":3,"evidence":"Camp Mug"}]}""");

        var made = await new CopyDriver(mended).WriteAsync("category");
        var failed = await new CopyDriver(new ScriptedChat(invented, invented)).WriteAsync("category");

        Assert.Equal(Paths, made.Categories!.Select(match => match.Path));
        Assert.Equal(1, made.Categories![0].Confidence);
        Assert.Equal((SlotState.Failed, "output-unusable"), (failed.State, failed.Reason));
    }

    [Fact]
    public async Task An_attribute_without_evidence_in_the_product_is_left_out_as_an_unknown_one_is()
    {
        var answer = """{"attributes":[{"name":"material","value":"steel","evidence":"durable steel mug","confidence":0.9},{"name":"origin","value":"Italy","evidence":"made in Italy","confidence":1},{"name":"size","value":"unknown","evidence":"","confidence":0.1}]}""";

        var found = (await new CopyDriver(new ScriptedChat(answer)).WriteAsync("attributes")).Attributes!;

        Assert.Equal([("material", 0.9)], found.Select(attribute => (attribute.Name, attribute.Confidence)));
    }

    [Fact]
    public async Task Ad_lines_that_are_too_long_for_their_channel_are_dropped_not_cut()
    {
        var answer = """{"ad":{"headlines":["Quester Camp Mug","A headline that is far too long for any search ad"],"descriptions":["A durable steel mug with a folding handle."]}}""";

        var ad = (await new CopyDriver(new ScriptedChat(answer)).WriteAsync("ad.en")).Ad!;

        Assert.Equal(("search", 1, 1), (ad.Channel, ad.Headlines.Count, ad.Descriptions.Count));
    }

    [Fact]
    public async Task A_Chinese_character_takes_two_columns_of_an_ad()
    {
        var answer = """{"ad":{"headlines":["轻便耐用的户外露营不锈钢马克杯子","耐用钢制马克杯"],"descriptions":["耐用钢制马克杯，配有折叠手柄。"]}}""";

        Assert.Equal(["耐用钢制马克杯"], (await new CopyDriver(new ScriptedChat(answer)).WriteAsync("ad.zh-CN", language: "zh-CN")).Ad!.Headlines);
    }

    [Fact]
    public async Task Keywords_come_core_first_and_without_doubles()
    {
        var answer = """{"keywords":[{"text":"camping gift","kind":"idea","basis":"use"},{"text":"camp mug","kind":"core","basis":"title"},{"text":"Camp Mug","kind":"expansion","basis":"title"}]}""";

        Assert.Equal(["camp mug", "camping gift"], (await new CopyDriver(new ScriptedChat(answer)).WriteAsync("keywords.en")).Keywords!.Select(keyword => keyword.Text));
    }

    [Theory]
    [InlineData("👩‍👩‍👧 camp mug", 3, "👩‍👩‍👧")]
    [InlineData("e\u0301tui", 2, "e\u0301t")]
    public void Lengths_count_what_people_see(string text, int length, string expected) => Assert.Equal(expected, CopyNormaliser.Shorten(text, length));

    [Theory]
    [InlineData("en", 150)]
    [InlineData("zh-CN", 75)]
    [InlineData("ja", 75)]
    public void A_title_has_the_length_of_its_language(string language, int length) => Assert.Equal(length, new CopyRequest("acme", Mug, new OutputSpec { Slot = $"title.{language}" }, language, new()).MaxLength);

    [Theory]
    [InlineData("category")]
    [InlineData("ad.en")]
    [InlineData("keywords.zh-CN")]
    [InlineData("ideas.en")]
    [InlineData("ideas.zh-CN")]
    public async Task The_rules_do_what_they_can_and_say_so(string slot)
    {
        var made = await new CopyDriver(new RuleBasedWriter()).WriteAsync(slot, language: Slots.LanguageOf(slot) ?? "en");

        Assert.Equal(SlotState.Made, made.State);
        Assert.Contains("no language model", made.Production!.Notice, StringComparison.Ordinal);
    }
}
