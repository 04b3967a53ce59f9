using Aigc.Contracts.Models;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Lanes;
using Aigc.Core.Tests.Costs;
using Aigc.Core.Tests.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text.Photos;

/// <summary>A photo is quoted, goes to nobody who cannot see it, and into no lane.</summary>
public sealed class PhotoCostTests
{
    private static readonly OutputSpec Attributes = new() { Slot = "attributes" };
    private static readonly Product Mug = PhotoDriver.Mug;
    private static readonly ChatMessage Showing = new(ChatRole.User, [new TextContent("What is it?"), new DataContent(PhotoDriver.Png, "image/png")]);

    [Fact]
    public async Task The_quote_counts_the_photo_before_anybody_has_fetched_it()
    {
        var (sees, blind) = (Driver(ModelCapability.JsonSchema, ModelCapability.Vision), Driver(ModelCapability.JsonSchema));
        async Task<int> TokensAsync(QuoteDriver driver, Product product, OutputSpec output) => (await driver.Meter.MeterAsync("acme", new() { Outputs = [output] }, output, product, default))!.InputTokens;

        var more = await TokensAsync(sees, Mug, Attributes) - await TokensAsync(sees, Mug with { ImageLink = null }, Attributes);

        // And the words that say what to look for.
        Assert.InRange(more, PictureTokens.Of(sees.Model), PictureTokens.Of(sees.Model) + 200);
        Assert.Equal(await TokensAsync(blind, Mug with { ImageLink = null }, Attributes), await TokensAsync(blind, Mug, Attributes));
        Assert.Equal(await TokensAsync(blind, Mug, new() { Slot = "title.en" }), await TokensAsync(sees, Mug, new() { Slot = "title.en" }));
    }

    [Theory]
    [InlineData("openai", "gpt-4.1", 2_520)]
    [InlineData("azure-openai", "gpt-4o-mini", 25_501)]
    [InlineData("claude", "any", 1_399)]
    [InlineData("a house of its own", "any", 2_880)]
    public void A_picture_counts_as_its_provider_counts_it_and_never_more_than_is_reserved(string provider, string name, int tokens)
    {
        var model = new QuoteDriver().Model with { Provider = provider, Name = name };

        Assert.Equal(tokens, PictureTokens.Of(model));
        Assert.True(PaidChat.MostTokens([Showing], null) > tokens);
    }

    [Fact]
    public async Task A_model_that_cannot_see_does_not_stand_in_for_one_that_can()
    {
        using var gateway = new GatewayDriver("Text:Models:first:Fallbacks:0=second", "Text:Models:first:Fallbacks:1=large", "Text:Models:first:Capabilities:0=Vision", "Text:Models:large:Capabilities:0=Vision");
        gateway.Models.Fail("first", new TransientException("down"));
        gateway.Models.Answer("large", "A mug");

        var answer = await gateway.Chat.GetResponseAsync([Showing], Core.Text.Gateway.ChatCallOptions.For(new(), new("acme", null, "attributes", "attributes@1")));

        Assert.Equal(("large", "A mug"), (answer.ModelId, answer.Text));
        Assert.Equal(["first", "large"], gateway.Models.Asked);
    }

    [Fact]
    public async Task What_shows_a_photo_is_not_written_down_for_a_lane_and_is_asked_in_its_own_turn()
    {
        var (model, written) = (new ScriptedChat("A mug"), new List<string>());
        using var lane = new LaneChat(model, new QuoteDriver().Prices);

        using (LaneScope.Record((_, request) => written.Add(request.Id), new Dictionary<string, LaneAnswer>()))
            await Assert.ThrowsAsync<LaneRecordedException>(() => lane.GetResponseAsync([Showing]));
        using (LaneScope.Replay(new Dictionary<string, LaneAnswer> { [LaneChat.KeyOf([Showing], null)] = new("Another", null, 1, 1, 0) }))
            Assert.Equal("A mug", (await lane.GetResponseAsync([Showing])).Text);

        Assert.Empty(written);
    }

    private static QuoteDriver Driver(params ModelCapability[] capabilities) => new(model: entry => entry.Capabilities = [.. capabilities]);
}
