using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Offline;

namespace Aigc.Core.Tests.Text;

public sealed class RuleBasedWriterTests
{
    private readonly CopyDriver _driver = new(new RuleBasedWriter());

    [Fact]
    public async Task Copy_says_that_no_language_model_was_used_and_costs_nothing()
    {
        var result = await _driver.WriteAsync("title.en");

        Assert.Equal(("rule-based-writer", 0L, 0L), (result.Production!.Engine, result.Production.InputTokens, result.Production.OutputTokens));
        Assert.Contains("no language model", result.Production.Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title.de", "de")]
    [InlineData("description.fr", "fr-CA")]
    public async Task A_language_that_it_cannot_write_is_refused(string slot, string language)
    {
        var refused = await _driver.WriteAsync(slot, language: language);

        Assert.Equal((SlotState.Refused, "language-not-supported", null), (refused.State, refused.Reason, refused.Text));
    }

    [Fact]
    public async Task A_product_without_a_title_is_refused_instead_of_guessed() =>
        Assert.Equal((SlotState.Refused, "not-enough-data"), await StateAsync(CopyDriver.Mug with { Title = null }));

    [Fact]
    public async Task What_a_column_says_wins_over_prose_and_is_certain()
    {
        var product = CopyDriver.Mug with { Description = "In vibrant red.", Attributes = new Dictionary<string, string> { ["color"] = "blue" } };

        var color = Assert.Single((await _driver.WriteAsync("attributes", product)).Attributes!, attribute => attribute.Name == "color");

        Assert.Equal(new AttributeValue("color", "blue", "feed: color", 1), color);
    }

    [Theory]
    [InlineData("A watch with an orange strap and a green dial.", "color")]
    [InlineData("Made for rugged terrain.", "properties")]
    [InlineData("A bag with durable zippers.", "properties")]
    public async Task What_is_said_of_a_part_or_of_the_world_is_not_said_of_the_product(string description, string attribute) =>
        Assert.DoesNotContain((await _driver.WriteAsync("attributes", CopyDriver.Mug with { Description = description })).Attributes!, found => found.Name == attribute);

    [Fact]
    public async Task A_fact_that_needs_a_forbidden_word_is_left_out()
    {
        var result = await _driver.WriteAsync("highlights.en", rules: new() { ForbiddenWords = ["durable"] });

        Assert.Equal(SlotState.Made, result.State);
        Assert.DoesNotContain(result.Points!, point => point.Contains("durable", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<(SlotState, string?)> StateAsync(Product product)
    {
        var result = await _driver.WriteAsync("title.en", product);
        return (result.State, result.Reason);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public async Task A_title_keeps_to_its_length(int length) =>
        Assert.InRange((await _driver.WriteAsync("title.en", CopyDriver.Mug with { Title = "Expedition Camp Mug with Handle and Lid in Steel" }, maxLength: length)).Text!.Length, 1, length);
}
