using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Gateway;
using Aigc.Providers;
using Aigc.Testing.Fakes;
using Aigc.Workflow.Tests.Batches;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Lanes;

/// <summary>The product with one model that is reached in real time and through a batch lane at half the price.</summary>
internal sealed class TwoLanes : IAsyncDisposable
{
    public const string Model = "lane-model";

    /// <summary>What the model thinks where it is told to think aloud.</summary>
    public const string Thought = "the buyer is in a hurry";
    private BatchApp? _app;

    private TwoLanes(FakeLane provider) => Provider = provider;

    private static readonly (string, string)[] Settings =
    [
        ("Text:DefaultModel", Model), ($"Text:Models:{Model}:Provider", OneModel.Family), ($"Text:Models:{Model}:Endpoint", "http://models.test/"), ($"Text:Models:{Model}:Prices:0:InputPerMillion", "2"), ($"Text:Models:{Model}:Prices:0:OutputPerMillion", "8"),
        ($"Text:Models:{Model}:Prices:0:BatchFactor", "0.5"), ($"Lanes:Models:{Model}:Key", "Aigc:LaneKey"), ("LaneKey", "lane-key"),
        ("Lanes:FirstLook", "00:00:00.02"), ("Lanes:LongestLook", "00:00:00.05"), ("Lanes:Grace", "00:00:05"),
    ];

    public static readonly Recipe Recipe = new() { Outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }], Lane = Lane.Batch };

    private static readonly (string, string)[] OpenAi = [($"Lanes:Models:{Model}:Endpoint", "http://lanes.test/v1/")];
    private static readonly (string, string)[] Claude = [($"Lanes:Models:{Model}:Provider", "claude"), ($"Lanes:Models:{Model}:Endpoint", "http://lanes.test")];

    public FakeLane Provider { get; }

    public RealTime Chat { get; } = new();

    public BatchApp App => _app!;

    public static Task<TwoLanes> StartAsync(params (string, string)[] settings) => StartAsync(new FakeBatchProvider(body => Answer((string)body["response_format"]!["json_schema"]!["name"]!, Thinks(body))), [.. settings, .. OpenAi]);

    // Claude's schemas have no name: what is asked for tells.
    public static Task<TwoLanes> WithClaudeAsync(params (string, string)[] settings) =>
        StartAsync(new FakeClaudeBatches(body => Answer(body["output_config"]!["format"]!["schema"]!["properties"]!.AsObject().Last().Key, Thinks(body))), [.. settings, .. Claude]);

    private static async Task<TwoLanes> StartAsync(FakeLane provider, (string, string)[] settings)
    {
        var lanes = new TwoLanes(provider);
        lanes._app = await BatchApp.StartAsync(services =>
        {
            services.AddAigcProviders().AddSingleton<IModelProvider>(new OneModel(lanes.Chat));
            services.AddHttpClient("lanes").ConfigurePrimaryHttpMessageHandler(() => new Shared(lanes.Provider));
        },
        [.. settings, .. Settings.Where(setting => settings.All(given => given.Item1 != setting.Item1))]);
        return lanes;
    }

    // A template that switches reasoning on asks for it in the schema.
    private static bool Thinks(JsonNode body) => body.ToJsonString().Contains("\"reasoning\"", StringComparison.Ordinal);

    private static string Answer(string slot, bool thinks) => thinks ? Answer(slot).Insert(1, $"\"reasoning\":\"{Thought}\",") : Answer(slot);

    public static string Answer(string slot) => slot.StartsWith("attributes", StringComparison.Ordinal) ? """{"attributes":[]}""" : slot.StartsWith("title", StringComparison.Ordinal)
        ? """{"title":"Kestrel Trail Mug"}"""
        : slot.StartsWith("translation", StringComparison.Ordinal) ? """{"translation":["Kestrel Trail Mug"]}"""
        : """{"description":"A steel mug with a lid. It holds 350 ml, which is enough for a long morning on the trail, and finds its place in any pack."}""";

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Provider.Dispose();
    }

    /// <summary>The same model in real time, at the full price.</summary>
    public sealed class RealTime : IChatClient
    {
        private readonly ConcurrentQueue<decimal> _billed = new();
        private int _pictures;

        public int Calls => _billed.Count;

        public decimal Billed => _billed.Sum();

        /// <summary>Pictures that were shown.</summary>
        public int Pictures => _pictures;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var content = Answer(((ChatResponseFormatJson)options!.ResponseFormat!).SchemaName!);
            var (input, output) = (messages.Sum(message => FakeLane.Tokens(message.Text)), FakeLane.Tokens(content));
            Interlocked.Add(ref _pictures, messages.Sum(message => message.Contents.Count(part => part is DataContent)));
            _billed.Enqueue(FakeLane.Price(input, output));
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, content)) { ModelId = Model, Usage = new() { InputTokenCount = input, OutputTokenCount = output } });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Copy is not streamed.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class OneModel(IChatClient chat) : IModelProvider
    {
        public const string Family = "two-lanes";

        public string Name => Family;

        public string TelemetryName => Family;

        public string? KeySetting => null;

        public Uri? PublicEndpoint => null;

        public IChatClient Connect(ModelConnection connection) => chat;
    }

    // The factory disposes its handlers; the fake outlives them.
    private sealed class Shared(FakeLane provider) : DelegatingHandler(provider)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
