using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Offline;

namespace Aigc.Core.Tests.Text;

/// <summary>What a publisher would strike out of the rules' copy is not in it.</summary>
public sealed class OfflineStyleTests
{
    private readonly CopyDriver _driver = new(new RuleBasedWriter());

    [Theory]
    [InlineData("Survivor 2-Person Tent", "This rugged tent is made from durable ripstop nylon and features a waterproof coating. Its vibrant orange color stands out.",
        "The Survivor 2-Person Tent by XE is rugged. It features a waterproof coating. It is made from durable ripstop nylon, has room for 2 people, and comes in orange.")]
    [InlineData("Hiking Poles", "The poles feature anti-slip handles. Perfect for tackling steep inclines and rough trails. Available in sleek yellow.",
        "The Hiking Poles by XE feature anti-slip handles. They are suited to tackling steep inclines and rough trails, and come in yellow.")]
    public async Task One_subject_carries_several_verbs_instead_of_a_sentence_each(string title, string description, string expected) =>
        Assert.Equal(expected, (await WriteAsync("description.en", title, description)).Text);

    [Fact]
    public async Task What_the_name_says_already_is_not_told_once_more()
    {
        const string Poles = "These lightweight and durable poles feature an ergonomic grip and adjustable length.";

        Assert.DoesNotContain("made with carbon fiber", (await WriteAsync("description.en", "Carbon Fiber Trekking Poles", Poles)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await WriteAsync("ad.en", "Carbon Fiber Trekking Poles", Poles)).Ad!.Descriptions, line => line.Contains("made with carbon fiber", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("These skis are designed for precision and control on all types of terrain.", "Designed for precision and control on all types of terrain")]
    [InlineData("Perfect for riders of all levels.", "Suited to riders of all levels")]
    public async Task How_something_was_made_is_said_as_the_feed_says_it_and_praise_is_not(string description, string point) =>
        Assert.Contains(point, (await WriteAsync("highlights.en", "All-Mountain Skis", description)).Points!);

    [Theory]
    [InlineData("A watch with a built-in GPS. It features an orange strap, long battery life and water-resistant construction.", "Built-in GPS, orange strap, long battery life, and water-resistant construction.")]
    [InlineData("It features durable waterproof fabric in earthy tones. It includes a ventilation system.", "Durable waterproof fabric in earthy tones, and ventilation system.")]
    [InlineData("The watch includes GPS tracking, altimeter, barometer, and compass functions. It features a green dial.", "GPS tracking, altimeter, barometer and compass functions.")]
    [InlineData("It features a waterproof coating.", "GPS Watch with a waterproof coating.")]
    public async Task A_line_of_an_ad_has_its_parts_told_apart_and_is_a_whole_one(string description, string line) =>
        Assert.Contains(line, (await WriteAsync("ad.en", "GPS Watch", description)).Ad!.Descriptions);

    [Fact]
    public async Task The_bare_name_fills_an_ad_only_where_there_is_nothing_else()
    {
        Assert.DoesNotContain("Snowboard Boots by XE.", (await WriteAsync("ad.en", "Snowboard Boots", "It features a heat-moldable liner and impact-resistant outsole. Available in matte black.")).Ad!.Descriptions);
        Assert.Contains("Purple Snowboard by XE.", (await WriteAsync("ad.en", "Purple Snowboard", "This freestyle board turns heads.")).Ad!.Descriptions);
    }

    [Fact]
    public async Task There_are_three_points_where_the_words_give_them() =>
        Assert.Equal(["Fully waterproof and windproof design", "Color: red", "Waterproof jacket by XE"], (await WriteAsync("highlights.en", "Storm Waterproof Jacket", "It offers superior protection with its fully waterproof and windproof design. The bold red color.")).Points);

    [Fact]
    public async Task A_number_of_seasons_is_no_bare_number() =>
        Assert.Contains((await WriteAsync("attributes.en", "Elemental 3-Season Tent", "A tent.")).Attributes!, attribute => (attribute.Name, attribute.Value) == ("season", "3-season"));

    [Fact]
    public async Task Abbreviations_and_measures_keep_their_capitals_in_keywords()
    {
        var keywords = await KeywordsAsync("keywords.en", "Explorer 45L Backpack", "A backpack.");

        Assert.Contains("explorer 45L backpack", keywords);
        Assert.Contains("XE backpack", keywords);
    }

    [Fact]
    public async Task A_forbidden_word_takes_its_own_fact_out_of_a_sentence_and_no_other()
    {
        var product = Of("Trail Tent", "This rugged tent features a durable floor, sturdy aluminum poles, and a waterproof coating. Available in bold orange.");

        var text = (await _driver.WriteAsync("description.en", product, rules: new() { ForbiddenWords = ["durable"] })).Text!;

        Assert.Contains("waterproof coating", text, StringComparison.Ordinal);
        Assert.DoesNotContain("durable", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Blizzard Snowboard", "It features a durable wood core and a medium flex.", "采用中等硬度设计，配有耐用木芯")]
    [InlineData("EcoTrek Trail Running Shoes", "These shoes feature responsive cushioning and a durable outsole.", "配有耐用大底，具备灵敏缓震性能")]
    [InlineData("TrailTracker GPS Watch", "It features an orange strap, long battery life and water-resistant construction.", "具备持久续航能力")]
    [InlineData("TrailTracker Hiking Shoes", "They feature a rugged rubber sole for traction and stability. They come with green accents.", "饰有绿色点缀")]
    [InlineData("Pathfinder GPS Watch", "This watch includes GPS tracking, altimeter, barometer, and compass functions.", "具备 GPS 轨迹追踪、高度计、气压计和指南针功能")]
    [InlineData("Summit Insulated Jacket", "It features heat-sealed seams, insulation made from recycled materials, and a removable hood.", "再生材料保暖层")]
    [InlineData("GravityZone All-Mountain Skis", "These skis are designed for precision and control on all types of terrain.", "适合在各种地形上精准操控")]
    public async Task Each_thing_has_the_Chinese_verb_that_goes_with_it(string title, string description, string said) =>
        Assert.Contains(said, (await WriteAsync("description.zh-CN", title, description, "zh-CN")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task The_same_material_has_one_Chinese_name()
    {
        var attributes = (await WriteAsync("attributes.zh-CN", "Hiking Poles", "The poles feature a durable aluminum construction.", "zh-CN")).Attributes!;

        Assert.Equal(("铝合金", "耐用铝合金结构"), (attributes.Single(attribute => attribute.Name == "材质").Value, attributes.Single(attribute => attribute.Name == "配置").Value));
    }

    [Fact]
    public async Task A_Chinese_ad_says_nothing_twice()
    {
        var lines = (await WriteAsync("ad.zh-CN", "Venture Snowboard", "It features a responsive camber profile and a sintered base. Perfect for riders of all levels.", "zh-CN")).Ad!.Descriptions;

        Assert.Single(lines, line => line.Contains("烧结板底", StringComparison.Ordinal));
        Assert.Contains("适合各水平的滑雪者。", lines);
    }

    [Theory]
    [InlineData("Venture Snowboard", "Perfect for riders of all levels.", "各水平的滑雪者单板滑雪板", false)]
    [InlineData("Nomad Tent", "A tent that is perfect for backpacking.", "背包旅行帐篷", true)]
    public async Task A_use_is_a_Chinese_keyword_where_people_would_type_it(string title, string description, string keyword, bool typed) =>
        Assert.Equal(typed, (await KeywordsAsync("keywords.zh-CN", title, description, "zh-CN")).Contains(keyword));

    private static Product Of(string title, string description) => new() { Id = "p1", Title = title, Brand = "XE", Description = description };

    private Task<SlotResult> WriteAsync(string slot, string title, string description, string language = "en") => _driver.WriteAsync(slot, Of(title, description), language: language);

    private async Task<IReadOnlyList<string>> KeywordsAsync(string slot, string title, string description, string language = "en") =>
        [.. (await WriteAsync(slot, title, description, language)).Keywords!.Select(keyword => keyword.Text)];
}
