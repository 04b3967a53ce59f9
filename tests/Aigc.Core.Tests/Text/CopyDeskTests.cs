using Aigc.Contracts.Items;
using Aigc.Core.Safety;
using Aigc.Core.Safety.Lexicon;
using Aigc.Core.Tests.Prompts;
using Aigc.Core.Text;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Facts;
using Aigc.Core.Text.Gateway;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Text;

/// <summary>What is written at once is held to the same policy as what a batch writes.</summary>
public sealed class CopyDeskTests
{
    [Theory]
    [InlineData("listing", SlotState.InReview)]
    [InlineData("advertising", SlotState.Blocked)]
    public async Task The_channel_of_the_recipe_is_told_with_the_call_and_decides_what_the_answer_comes_to(string channel, SlotState expected)
    {
        var model = new ScriptedChat("""{"title":"Camp Mug, a miracle cure"}""");

        var made = await Desk(model).GenerateAsync("acme", CopyDriver.Mug, new() { Channel = channel, Outputs = [new() { Slot = "title.en" }] }, null);

        Assert.Equal((channel, expected), (model.Options.Call()!.Channel, made.State));
    }

    private static CopyDesk Desk(ScriptedChat model)
    {
        // The product has no photo: nobody is asked for one.
        var safety = Options.Create(new SafetyOptions());
        var writer = new CopyWriter(model, new CopyPrompts(new PromptDriver().Engine, CapabilityLibrary.Shipped, new CategoryStore(new InMemoryBlobStore(), TimeProvider.System)));
        return new(new(writer, null!, null!), new(new FactGuard(), new SafetyChecker(new LexiconModerator(), new BlindImageModerator(), new SafetyPolicy(safety), safety)), CapabilityLibrary.Shipped, new InMemoryRecordStore());
    }
}
