using Aigc.Benchmarks.Feeds;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;
using Aigc.Core;
using Aigc.Core.Batches;
using Aigc.Core.Storage;
using Aigc.Functions;
using Aigc.Local.Storage;
using Aigc.Runtime;
using Aigc.Runtime.Engine;
using Aigc.Testing.Fakes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Benchmarks.Scale;

/// <summary>The product as one machine runs it, files and SQLite included; only the models behind it answer at once.</summary>
internal sealed class ScaleHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ScaleHost(IHost host) => _host = host;

    public BatchService Batches => _host.Services.GetRequiredService<BatchService>();
    public BatchCommands Commands => _host.Services.GetRequiredService<BatchCommands>();
    public IBlobStore Blobs => _host.Services.GetRequiredService<IBlobStore>();
    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();
    public EngineReader Reader => _host.Services.GetRequiredService<DurableEngine>().Reader;
    public IWorkflows Workflows => new Workflows(Client);

    /// <summary>Starts over what lies in the folder, if anything: a batch that was under way goes on.</summary>
    public static async Task<ScaleHost> StartAsync(string folder, TimeSpan latency = default)
    {
        Directory.CreateDirectory(folder);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Aigc:Text:Provider"] = InstantChat.Name, ["Aigc:Images:Endpoint"] = "http://images.test", ["Aigc:Safety:RequireImageCheck"] = "false" });
        builder.Services.AddLogging().AddKeyedSingleton<IChatClient>(InstantChat.Name, new InstantChat(latency));
        builder.Services.AddAigc(builder.Configuration).AddLocalStorage(folder);
        builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new FakeImageService()));
        builder.Services.AddDurableEngine(engine => engine.DatabasePath = Path.Combine(folder, "runtime.db"), registry => registry.AddAigcTasks());
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Hands in a generated feed; the same key gives the batch that is there already.</summary>
    public async Task<Batch> SubmitAsync(string tenant, string key, int items, bool images = false)
    {
        var (feed, media) = (Paths.Feed(tenant, key), Paths.Media(tenant, key));
        if (await Blobs.GetPropertiesAsync(feed) is null)
        {
            if (images) await PutPhotosAsync(media, items);
            await using var rows = new GeneratedFeed(items, images);
            await Blobs.PutAsync(feed, rows, "text/csv");
        }
        List<OutputSpec> outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }];
        if (images) outputs.Add(new() { Slot = "image.white" });
        return await Batches.SubmitAsync(new() { Tenant = tenant, Feed = new(feed, "csv", media), Recipe = new() { Outputs = outputs }, IdempotencyKey = key }, Workflows);
    }

    public Task EndAsync(Batch batch) => Client.WaitForInstanceCompletionAsync(BatchIds.InstanceOf(batch.Tenant, batch.Id, Runs.Main));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    // A photo is its signature and the number of its product: nothing in this run decodes it.
    private async Task PutPhotosAsync(string media, int items)
    {
        for (var i = 0; i < items; i++)
        {
            using var photo = new MemoryStream([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. BitConverter.GetBytes(i)]);
            await Blobs.PutAsync($"{media}{i}.png", photo, "image/png");
        }
    }
}
