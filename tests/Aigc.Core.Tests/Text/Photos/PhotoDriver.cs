using System.Net;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Aigc.Core.Images;
using Aigc.Core.Prompts;
using Aigc.Core.Safety;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Photos;
using Aigc.Net;
using Aigc.Testing.Fakes;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Tests.Text.Photos;

/// <summary>The writer as hosts wire it, over one model that may see, a fake image service, and media in memory. No name is looked up.</summary>
internal sealed class PhotoDriver : IDisposable
{
    private const string Media = "feeds/acme/f/media/";
    public static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    public static readonly Product Mug = CopyDriver.Mug with { ImageLink = "mug.png" };
    private readonly InMemoryBlobStore _blobs = new();
    private readonly ServiceProvider _services;

    public PhotoDriver(ScriptedChat model, bool sees = true, IImageModerator? eye = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Aigc:Text:DefaultModel"] = "eye",
            ["Aigc:Text:Models:eye:Provider"] = "scripted-eye",
            ["Aigc:Text:Models:eye:RequestsPerMinute"] = "6000000",
            ["Aigc:Images:Endpoint"] = "http://images.test",
            ["Aigc:Text:Models:eye:Capabilities:0"] = "JsonSchema",
            ["Aigc:Text:Models:eye:Capabilities:1"] = sees ? "Vision" : "Json",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IRecordStore>(new InMemoryRecordStore()).AddSingleton<IBlobStore>(_blobs)
            .AddSingleton<IHostResolver, NoNames>().AddSingleton<IModelProvider>(new OneModel(model))
            .AddCosts(configuration).AddDelivery(configuration).AddPrompts(configuration).AddSafety(configuration).AddText(configuration).AddImages(configuration);
        if (eye is not null) services.AddSingleton(eye);
        services.AddHttpClient<ImageClient>().ConfigurePrimaryHttpMessageHandler(() => Images);
        _services = services.BuildServiceProvider();
    }

    public FakeImageService Images { get; } = new();

    public CopyDesk Desk => _services.GetRequiredService<CopyDesk>();

    public Task<SlotResult> WriteAsync(byte[] photo, string slot = "attributes")
    {
        _blobs.With(Media + "mug.png", photo, "image/png");
        return _services.GetRequiredService<SeeingWriter>().WriteAsync(new CopyRequest("acme", Mug, new OutputSpec { Slot = slot }, "en", new()), new("mug.png", Media));
    }

    /// <summary>The pictures that a call showed.</summary>
    public static IReadOnlyList<DataContent> Shown(IEnumerable<ChatMessage> call) => [.. call.SelectMany(message => message.Contents).OfType<DataContent>()];

    public void Dispose()
    {
        _services.Dispose();
        Images.Dispose();
    }

    private sealed class NoNames : IHostResolver
    {
        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => throw new InvalidOperationException($"The test says nothing about {host}.");
    }

    private sealed class OneModel(IChatClient model) : IModelProvider
    {
        public string Name => "scripted-eye";

        public string TelemetryName => Name;

        public string? KeySetting => null;

        public Uri? PublicEndpoint { get; } = new("https://models.example/");

        public IChatClient Connect(ModelConnection connection) => model;
    }
}
