using System.Runtime.CompilerServices;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Aigc.Core.Prompts;
using Aigc.Core.Safety;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Limiting;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Text.Gateway;

/// <summary>The gateway as hosts wire it, over models that answer what the test says.</summary>
internal sealed class GatewayDriver : IDisposable
{
    private readonly ServiceProvider _services;

    public GatewayDriver(params string[] settings) : this(new InMemoryRecordStore(), settings)
    {
    }

    public GatewayDriver(IRecordStore records, params string[] settings)
    {
        var all = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => $"Aigc:{pair[0]}", string? (pair) => pair[1]);
        foreach (var (id, context) in new[] { ("first", "8000"), ("second", "8000"), ("large", "1000000") })
        {
            all[$"Aigc:Text:Models:{id}:Provider"] = "scripted";
            all[$"Aigc:Text:Models:{id}:ContextTokens"] = context;
            // The clock stands still: only tests of the limiter wait for it.
            all.TryAdd($"Aigc:Text:Models:{id}:RequestsPerMinute", "6000000");
        }
        all.TryAdd("Aigc:Text:DefaultModel", "first");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(records).AddSingleton<IBlobStore>(new InMemoryBlobStore())
            .AddSingleton<IModelProvider>(Models).AddCosts(configuration).AddDelivery(configuration).AddPrompts(configuration).AddSafety(configuration).AddText(configuration).BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public ScriptedModels Models { get; } = new();

    public IChatClient Chat => _services.GetRequiredService<IChatClient>();

    public CopyWriter Writer => _services.GetRequiredService<CopyWriter>();

    public ModelRegistry Registry => _services.GetRequiredService<ModelRegistry>();

    public TenantSpending Spending => _services.GetRequiredService<TenantSpending>();

    public LimiterState Limiter(string model) => _services.GetRequiredService<ModelLimiters>().Of(model).State;

    public Task<ChatResponse> AskAsync(string words = "Hello", string tenant = "acme", string? model = null, Func<ChatCall, ChatCall>? call = null, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.ModelId = model;
        var asked = new ChatCall(tenant, null, "title", "title@1");
        return Chat.GetResponseAsync(words, options.For(call is null ? asked : call(asked)), cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> StreamAsync(string words = "Hello", CancellationToken cancellationToken = default) =>
        Chat.GetStreamingResponseAsync(words, new ChatOptions().For(new ChatCall("acme", null, "chat") { Channel = "chat" }), cancellationToken);

    public async Task<string> RefusedAsync(Func<Task> ask) => (await Assert.ThrowsAsync<ProblemException>(ask)).Code;

    public void Dispose() => _services.Dispose();
}

/// <summary>A provider whose models give scripted answers and failures in turn, and break when asked more.</summary>
internal sealed class ScriptedModels : IModelProvider
{
    private readonly Dictionary<string, Queue<Func<CancellationToken, Task<string[]>>>> _scripts = [];

    public string Name => "scripted";

    public string TelemetryName => "scripted_house";

    public string? KeySetting => null;

    public Uri? PublicEndpoint { get; } = new("https://models.example/");

    /// <summary>Names of the models that were asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public ChatOptions? LastOptions { get; private set; }

    public void Answer(string model, params string[] parts) => Script(model, _ => Task.FromResult(parts));

    public void Fail(string model, Exception failure, params string[] parts) => Script(model, _ => parts.Length == 0 ? Task.FromException<string[]>(failure) : Task.FromResult<string[]>([.. parts, BreakMark(failure)]));

    public void Script(string model, Func<CancellationToken, Task<string[]>> answer)
    {
        if (!_scripts.TryGetValue(model, out var script)) _scripts[model] = script = new();
        script.Enqueue(answer);
    }

    public IChatClient Connect(ModelConnection connection) => new Client(this, connection.Model);

    private string BreakMark(Exception failure)
    {
        _break = failure;
        return "\0";
    }

    private Exception? _break;

    private Task<string[]> NextAsync(string model, ChatOptions? options, CancellationToken cancellationToken)
    {
        lock (Asked) Asked.Add(model);
        LastOptions = options;
        return _scripts.TryGetValue(model, out var script) && script.TryDequeue(out var next) ? next(cancellationToken) : throw new InvalidOperationException($"'{model}' is asked more than is scripted.");
    }

    private sealed class Client(ScriptedModels models, string model) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var parts = await models.NextAsync(model, options, cancellationToken);
            return new(new ChatMessage(ChatRole.Assistant, string.Concat(parts))) { ModelId = model + "-2026-02-01", FinishReason = ChatFinishReason.Stop, Usage = new() { InputTokenCount = 100, OutputTokenCount = 10 } };
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var part in await models.NextAsync(model, options, cancellationToken))
            {
                if (part == "\0") throw models._break!;
                yield return new(ChatRole.Assistant, part) { ModelId = model + "-2026-02-01" };
            }
            yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 100, OutputTokenCount = 10 })]) { FinishReason = ChatFinishReason.Stop };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
