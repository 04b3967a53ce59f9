using System.Collections.Concurrent;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>A batch shows the photo that it has kept to a model that sees.</summary>
public sealed class PhotoTests
{
    private const int Products = 3;
    private static readonly OutputSpec Attributes = new() { Slot = "attributes" };
    private static readonly OutputSpec White = new() { Slot = "image.white" };
    private readonly Eye _eye = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attributes_rest_on_the_photo_whether_pictures_are_made_of_it_or_not(bool pictures)
    {
        await using var app = await StartAsync();

        var batch = await app.SubmitAsync(Recipes.Products(Products), new() { Outputs = pictures ? [Attributes, White] : [Attributes] });
        await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal(Enumerable.Repeat(1, Products), _eye.Shown);
        Assert.All(await app.ItemsAsync(batch), item => Assert.Equal([("color", "image")], Slot(item).Attributes!.Select(attribute => (attribute.Name, attribute.Source))));
    }

    [Fact]
    public async Task A_photo_that_screening_refuses_is_not_shown_and_the_words_are_asked_alone()
    {
        await using var app = await StartAsync();
        app.Images.Verdict = new(TriageOutcome.Reject, [], null);

        var batch = await app.SubmitAsync(Recipes.Products(Products), new() { Outputs = [Attributes, White] });
        await app.UntilAsync(batch, BatchState.Completed);

        Assert.Equal(Enumerable.Repeat(0, Products), _eye.Shown);
        Assert.All(await app.ItemsAsync(batch), item => Assert.Equal((SlotState.Made, 0), (Slot(item).State, Slot(item).Attributes!.Count)));
    }

    private Task<BatchApp> StartAsync() => BatchApp.StartAsync(services => services.AddSingleton<IModelProvider>(_eye),
        ("Text:DefaultModel", "eye"), ("Text:Models:eye:Provider", _eye.Name), ("Text:Models:eye:Endpoint", "http://models.test/"), ("Text:Models:eye:Capabilities:0", "JsonSchema"), ("Text:Models:eye:Capabilities:1", "Vision"));

    private static SlotResult Slot(ItemResult item) => item.Slots.Single(slot => Slots.KindOf(slot.Slot) == Slots.Attributes);

    private sealed class Eye : IModelProvider, IChatClient
    {
        /// <summary>How many pictures each call showed.</summary>
        public ConcurrentQueue<int> Shown { get; } = new();

        public string Name => "scripted-eye";

        public string TelemetryName => Name;

        public string? KeySetting => null;

        public Uri? PublicEndpoint => null;

        public IChatClient Connect(ModelConnection connection) => this;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (((ChatResponseFormatJson)options!.ResponseFormat!).SchemaName != Slots.Attributes) throw new InvalidOperationException("Only attributes are scripted.");
            Shown.Enqueue(messages.SelectMany(message => message.Contents).OfType<DataContent>().Count());
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, """{"attributes":[{"name":"color","value":"green","evidence":"image: a green body","confidence":0.9}]}""")) { Usage = new() { InputTokenCount = 10, OutputTokenCount = 10 } });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Copy is not streamed.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
