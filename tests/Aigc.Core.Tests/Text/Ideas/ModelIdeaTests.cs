using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Tests.Text.Ideas;

/// <summary>What a model suggests is believed no further than the product's words go.</summary>
public sealed class ModelIdeaTests
{
    [Theory]
    [InlineData("a claim of a trend", "title", "Northway Ridge Bottle, Vacuum Insulated", "Ridge Bottle")]
    [InlineData("a claim of a trend in another ending", "title", "Northway Ridge Bottle, Vacuums and More", "Ridge Bottle")]
    [InlineData("a claim of a trend as a theme", "theme", "vacuum hikes", "for day hikes")]
    [InlineData("a number", "title", "Ridge Bottle 900 ml", "Ridge Bottle")]
    [InlineData("another brand", "title", "Ridge Bottle by Nordhaven", "Ridge Bottle")]
    [InlineData("a superlative", "theme", "the best bottle in the world", "Bottle")]
    [InlineData("a material", "title", "Ridge Bottle, Bamboo", "Ridge Bottle")]
    [InlineData("words that do not stand in the product", "theme", "for the office", "office days")]
    [InlineData("no words at all", "title", "Northway Ridge Bottle", "")]
    [InlineData("a background that is not there", "scene", "moon-base", "")]
    public async Task An_idea_that_says_more_than_the_product_is_left_out(string what, string kind, string text, string basis)
    {
        var answer = $$"""{"ideas":[{"kind":"{{kind}}","text":"{{text}}","basis":"{{basis}}","trend":"vacuum bottle","past":""},{"kind":"title","text":"Northway Ridge Bottle, Blue","basis":"blue color","trend":"","past":""}]}""";
        using var driver = new IdeaDriver(new ScriptedChat(answer));

        var ideas = (await driver.WriteAsync(IdeaDriver.Trends(new TrendTerm("vacuum bottle", 900, 3)))).Ideas!;

        Assert.True(ideas.Count == 1 && ideas[0].Text == "Northway Ridge Bottle, Blue", what);
    }

    [Fact]
    public async Task A_trend_that_the_model_cites_and_was_told_counts_and_one_that_it_makes_up_does_not()
    {
        var answer = """{"ideas":[{"kind":"theme","text":"out on the trail","basis":"for day hikes","trend":"Hiking Season","past":""},{"kind":"theme","text":"light on the back","basis":"lightweight","trend":"gym season","past":""}]}""";
        using var driver = new IdeaDriver(new ScriptedChat(answer));

        var ideas = (await driver.WriteAsync(IdeaDriver.Trends(new TrendTerm("hiking season", 900, 1)))).Ideas!;

        Assert.Equal([("out on the trail", "hiking season"), ("light on the back", null)], ideas.Select(idea => (idea.Text, idea.Trend)));
    }

    [Fact]
    public async Task Gaps_in_what_an_idea_rests_on_are_passed_over()
    {
        using var driver = new IdeaDriver(new ScriptedChat("""{"ideas":[{"kind":"title","text":"Ridge Bottle, Blue","basis":"blue, , day hikes","trend":"","past":""}]}"""));

        var idea = Assert.Single((await driver.WriteAsync(IdeaDriver.Results(new PastResult(IdeaKind.Title, "Blue Bottle for Day Hikes", 100, 5), new PastResult(IdeaKind.Title, "Bluebell Bottle", 100, 5)))).Ideas!);

        Assert.Equal(1, idea.Results!.Rows);
    }

    [Fact]
    public async Task The_model_sets_no_score()
    {
        var answer = """{"ideas":[{"kind":"theme","text":"for the trail","basis":"for day hikes","trend":"","past":"","score":1}]}""";
        using var driver = new IdeaDriver(new ScriptedChat(answer));

        // It suits, nobody asks for it, and nobody knows how it does.
        Assert.Equal(0.55, Assert.Single((await driver.WriteAsync()).Ideas!).Score);
    }

    [Fact]
    public async Task An_answer_without_one_usable_idea_is_asked_for_again_and_then_refused()
    {
        var invented = """{"ideas":[{"kind":"scene","text":"moon-base","basis":"","trend":"","past":""}]}""";
        using var mended = new IdeaDriver(new ScriptedChat(invented, """{"ideas":[{"kind":"scene","text":"Slate-Studio","basis":"","trend":"","past":""}]}"""));
        using var failed = new IdeaDriver(new ScriptedChat(invented, invented));

        Assert.Equal("slate-studio", Assert.Single((await mended.WriteAsync()).Ideas!).Text);
        Assert.Equal("output-unusable", (await failed.WriteAsync()).Reason);
    }

    [Fact]
    public async Task The_model_is_told_trends_results_and_backgrounds_and_nothing_where_there_are_none()
    {
        var answer = """{"ideas":[{"kind":"title","text":"Ridge Bottle","basis":"Ridge Bottle","trend":"","past":""}]}""";
        var (told, bare) = (new ScriptedChat(answer), new ScriptedChat(answer));
        using var full = new IdeaDriver(told);
        using var empty = new IdeaDriver(bare);
        empty.Images.Scenes = [];

        await full.WriteAsync(new() { Trends = [new("day hike", 900, 0.4)], Performance = [new(IdeaKind.Scene, "slate-studio", 1_000, 30)] });
        await empty.WriteAsync();

        Assert.Contains("day hike", told.Calls[0][^1].Text, StringComparison.Ordinal);
        Assert.Contains("0.03", told.Calls[0][^1].Text, StringComparison.Ordinal);
        Assert.Contains("slate-studio", told.Calls[0][^1].Text, StringComparison.Ordinal);
        Assert.Contains("suggest no scene", bare.Calls[0][0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("What people look for", bare.Calls[0][^1].Text, StringComparison.Ordinal);
    }
}
