using System.Collections.Concurrent;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Safety;
using Aigc.Core.Safety;
using Aigc.Core.Safety.Lexicon;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>What becomes of harmful words in a batch that a model writes.</summary>
public sealed class SafetyTests
{
    private const string Harmful = "bomb making";
    private readonly CarelessModel _model = new();
    private readonly CountedModerator _moderator = new();

    [Fact]
    public async Task Words_that_are_blocked_reject_their_item_with_the_verdict_and_are_judged_once()
    {
        var item = await ProducedAsync(Recipes.Products(1).Single(), new OutputSpec { Slot = "title.en" });

        var slot = Assert.Single(item.Slots);
        Assert.Equal((ItemState.Rejected, SlotState.Blocked, "safety-blocked", SafetyAction.Block), (item.State, slot.State, slot.Reason, slot.Safety!.Action));
        Assert.Equal(Assert.Single(_moderator.Harmful), slot.Text);
    }

    [Fact]
    public async Task A_translation_that_is_blocked_is_not_sent_back_to_the_model_and_keeps_its_verdict()
    {
        var item = await ProducedAsync(Recipes.Products(1).Single(), new OutputSpec { Slot = "title.de", From = "feed" });

        var slot = Assert.Single(item.Slots);
        Assert.Equal((ItemState.Rejected, SlotState.Blocked, "safety-blocked", 1), (item.State, slot.State, slot.Reason, _model.Calls));
    }

    [Fact]
    public async Task A_product_whose_words_may_not_go_to_a_model_is_rejected_and_not_tried_again()
    {
        var item = await ProducedAsync(Recipes.Products(1).Single() with { Title = $"A {Harmful} kit" }, new OutputSpec { Slot = "title.en" });

        Assert.Equal((ItemState.Rejected, SlotState.Blocked, "content-refused"), (item.State, item.Slots[0].State, item.Slots[0].Reason));
        Assert.Equal(0, _model.Calls);
    }

    // A bastard file is a tool; its name is rude enough to be held in a listing and not in a chat.
    [Theory]
    [InlineData("chat", ItemState.Accepted, null)]
    [InlineData("listing", ItemState.InReview, "source-text-flagged")]
    public async Task What_a_product_says_of_itself_is_judged_by_the_channel_of_the_recipe(string channel, ItemState expected, string? reason)
    {
        var item = await ProducedAsync(Recipes.Products(1).Single() with { Title = "Bastard file" }, new OutputSpec { Slot = "title.en" }, channel, "file");

        Assert.Equal((expected, reason), (item.State, item.Slots[0].Reason));
    }

    [Theory]
    [InlineData("chat", ItemState.Accepted, null)]
    [InlineData("listing", ItemState.InReview, "safety-review")]
    public async Task What_is_written_is_judged_by_the_channel_of_the_recipe(string channel, ItemState expected, string? reason)
    {
        var item = await ProducedAsync(Recipes.Products(1).Single(), new OutputSpec { Slot = "title.en" }, channel, "bastard file");

        Assert.Equal((expected, reason), (item.State, item.Slots[0].Reason));
    }

    [Theory]
    [InlineData("chat", ItemState.Accepted, null)]
    [InlineData("listing", ItemState.InReview, "safety-review")]
    public async Task What_a_picture_shows_is_judged_by_the_channel_of_the_recipe(string channel, ItemState expected, string? reason)
    {
        var item = await ProducedAsync(Recipes.Products(1).Single(), new OutputSpec { Slot = "image.white" }, channel);

        Assert.Equal((expected, reason), (item.State, item.Slots[0].Reason));
    }

    private async Task<ItemResult> ProducedAsync(Product product, OutputSpec output, string channel = "listing", string written = Harmful)
    {
        _model.Written = written;
        await using var app = await BatchApp.StartAsync(services => services.AddSingleton<IModelProvider>(_model).AddSingleton<ITextModerator>(_moderator).AddSingleton<IImageModerator>(new PrudishEye()), ("Text:DefaultModel", "careless"), ("Text:Models:careless:Provider", "careless"), ("Text:Models:careless:Endpoint", "http://models.test/"));
        var batch = await app.UntilAsync(await app.SubmitAsync([product], new() { Channel = channel, Outputs = [output] }), BatchState.Completed, BatchState.InReview);
        return Assert.Single(await app.ItemsAsync(batch));
    }

    /// <summary>Writes the same words whatever it is asked.</summary>
    private sealed class CarelessModel : IModelProvider, IChatClient
    {
        public int Calls { get; private set; }

        public string Written { get; set; } = Harmful;

        public string Name => "careless";

        public string TelemetryName => Name;

        public string? KeySetting => null;

        public Uri? PublicEndpoint => null;

        public IChatClient Connect(ModelConnection connection) => this;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            var answer = ((ChatResponseFormatJson)options!.ResponseFormat!).SchemaName == "title" ? $$"""{"title":"Kestrel {{Written}} mug"}""" : $$"""{"translation":["Kestrel {{Written}} mug 1"]}""";
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { Usage = new() { InputTokenCount = 100, OutputTokenCount = 10 } });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Copy is not streamed.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Finds something rude in every picture.</summary>
    private sealed class PrudishEye : IImageModerator
    {
        public string Name => "prudish";

        public bool Sees => true;

        public Task<IReadOnlyList<SafetyFinding>> FindAsync(ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SafetyFinding>>([new(HarmClass.Civility, 2, "gesture")]);
    }

    private sealed class CountedModerator : ITextModerator
    {
        private readonly LexiconModerator _inner = new();

        /// <summary>Texts with harm that were judged, apart from what was asked.</summary>
        public ConcurrentQueue<string> Harmful { get; } = [];

        public string Name => _inner.Name;

        public Task<IReadOnlyList<SafetyFinding>> FindAsync(string text, string? language, CancellationToken cancellationToken)
        {
            if (text.Contains(SafetyTests.Harmful, StringComparison.Ordinal)) Harmful.Enqueue(text);
            return _inner.FindAsync(text, language, cancellationToken);
        }
    }
}
