using Aigc.Core.Images;
using Aigc.ImageService.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.ImageService.Tests.Api;

/// <summary>The service as it is deployed, on a port of its own.</summary>
internal sealed class ImageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ImageServer(WebApplication app)
    {
        _app = app;
        Http = new() { BaseAddress = new(app.Urls.Single()) };
        Client = new(Http);
    }

    public HttpClient Http { get; }

    public ImageClient Client { get; }

    public static async Task<ImageServer> StartAsync(WorkSlots? slots = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddImageService();
        if (slots is not null) builder.Services.AddSingleton(slots);
        var app = builder.Build();
        app.MapImageService();
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
