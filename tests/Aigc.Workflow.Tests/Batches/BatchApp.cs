using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Core;
using Aigc.Core.Batches;
using Aigc.Core.Prompts;
using Aigc.Core.Storage;
using Aigc.Functions;
using Aigc.Runtime;
using Aigc.Runtime.Engine;
using Aigc.Testing.Fakes;
using Aigc.Testing.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>The product over the embedded engine, with stores in memory and a fake image service: everything between submission and delivery.</summary>
internal sealed class BatchApp : IAsyncDisposable
{
    public const string Tenant = "acme";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] Photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private readonly Dictionary<string, string?> _settings;
    private readonly string _database;
    private readonly Action<IServiceCollection>? _also;
    private IHost _host;

    private BatchApp(Dictionary<string, string?> settings, string database, Action<IServiceCollection>? also)
    {
        _settings = settings;
        _also = also;
        _database = database;
        Records = new(new InMemoryRecordStore());
        _host = Build();
    }

    public InMemoryBlobStore Blobs { get; } = new();
    public WatchedRecordStore Records { get; }
    public FakeImageService Images { get; } = new();
    public BatchService Batches => _host.Services.GetRequiredService<BatchService>();
    public BatchCommands Commands => _host.Services.GetRequiredService<BatchCommands>();
    public BatchDecisions Decisions => _host.Services.GetRequiredService<BatchDecisions>();
    public PromptEditor Prompts => _host.Services.GetRequiredService<PromptEditor>();
    public BatchSweeper Sweeper => _host.Services.GetRequiredService<BatchSweeper>();
    public IWorkflows Workflows => new Workflows(Client);
    private DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Rows in the histories of all instances.</summary>
    public long Events
    {
        get
        {
            var reader = _host.Services.GetRequiredService<DurableEngine>().Reader;
            return reader.Select("", payloads: false).Sum(instance => (long)reader.History(instance.Id).Count);
        }
    }

    public T Service<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>What the configuration says after the next start.</summary>
    public void Set(string key, string value) => _settings["Aigc:" + key] = value;

    public static Task<BatchApp> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <param name="also">Services that this app has beside the product's.</param>
    public static async Task<BatchApp> StartAsync(Action<IServiceCollection>? also, params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => "Aigc:" + setting.Key, setting => (string?)setting.Value);
        all.TryAdd("Aigc:Batches:RetryDelay", "00:00:00.001");
        all.TryAdd("Aigc:Images:Endpoint", "http://images.test");
        var app = new BatchApp(all, Path.Combine(Path.GetTempPath(), $"aigc-{Guid.NewGuid():N}.db"), also);
        await app._host.StartAsync();
        return app;
    }

    /// <summary>Ends the process as a crash would, as far as that can be done inside one, and starts it again over the same stores, with settings changed.</summary>
    public async Task RestartAsync(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings) _settings["Aigc:" + key] = value;
        await _host.StopAsync(new CancellationToken(canceled: true));
        _host.Dispose();
        _host = Build();
        await _host.StartAsync();
    }

    public async Task<Batch> SubmitAsync(IReadOnlyCollection<Product> products, Recipe? recipe = null, string? key = null, params string[] media)
    {
        var feed = Paths.Feed(Tenant, Guid.NewGuid().ToString("N"));
        var folder = feed.Replace("/rows", "/media/", StringComparison.Ordinal);
        var lines = products.Select(product => JsonSerializer.Serialize(product, AigcJson.Default.Product));
        Blobs.With(feed, Encoding.UTF8.GetBytes(string.Join('\n', lines)), "application/jsonl");
        // The tail makes each photo its own content; decoders stop before it.
        foreach (var link in products.Select(product => product.ImageLink).OfType<string>().Where(link => !link.Contains("://", StringComparison.Ordinal)).Concat(media).Distinct()) Blobs.With(folder + link, [.. Photo, .. Encoding.UTF8.GetBytes(link)], "image/png");
        return await Batches.SubmitAsync(new() { Tenant = Tenant, Feed = new(feed, "jsonl", folder), Recipe = recipe ?? Recipes.Default, IdempotencyKey = key }, Workflows);
    }

    public Task<Batch> UntilAsync(Batch batch, params BatchState[] states) => Records.UntilAsync(async () =>
    {
        var now = await Batches.GetAsync(Tenant, batch.Id);
        if (BatchStates.IsFinal(now.State) && !states.Contains(now.State)) throw new InvalidOperationException($"The batch ended as {now.State}: {now.Reason}");
        return states.Contains(now.State) ? now : null;
    }, Patience);

    /// <summary>Waits without looking at the stores.</summary>
    public Task EndAsync(Batch batch) => Client.WaitForInstanceCompletionAsync(BatchIds.InstanceOf(Tenant, batch.Id, Runs.Main)).WaitAsync(Patience);

    public async Task<IReadOnlyList<ItemResult>> ItemsAsync(Batch batch) => (await Batches.ItemsAsync(Tenant, batch.Id, null, 1_000, null)).Items;

    public Task DecideAsync(Batch batch, Gate gate, Verdict verdict) =>
        Decisions.DecideGateAsync(Tenant, batch.Id, new(gate, verdict, "ann", "api", DateTimeOffset.UnixEpoch), Workflows);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_database) + "*")) File.Delete(file);
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services.AddLogging().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IBlobStore>(Blobs).AddSingleton<IRecordStore>(Records).AddSingleton<IWorkQueue>(new InMemoryWorkQueue());
        builder.Services.AddAigc(builder.Configuration);
        builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new Shared(Images)));
        _also?.Invoke(builder.Services);
        builder.Services.AddDurableEngine(engine => (engine.DatabasePath, engine.ReplayAfterEveryEpisode) = (_database, Replaying.IsOn), registry => registry.AddAigcTasks());
        return builder.Build();
    }

    // The factory disposes its handlers; the fake outlives them.
    private sealed class Shared(FakeImageService images) : DelegatingHandler(images)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
