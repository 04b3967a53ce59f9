using Aigc.ImageService.Pipeline;

namespace Aigc.ImageService;

/// <summary>Puts the image service into a web app: its own container, or the local host.</summary>
public static class ImageServiceHosting
{
    public static IHostApplicationBuilder AddImageService(this IHostApplicationBuilder builder)
    {
        // Images are cached by content above; vips needs no cache of operations, and untrusted loaders stay shut.
        NetVips.Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        // A broken file would write a line for each of its rows; what matters comes as an exception.
        NetVips.Log.SetLogHandler("VIPS", NetVips.Enums.LogLevelFlags.Warning, (_, _, _) => { });
        builder.Services.AddSingleton<CutoutCache>();
        builder.Services.AddSingleton<ImagePipeline>();
        builder.Services.AddSingleton(new WorkSlots(Environment.ProcessorCount, waiting: 64));
        return builder;
    }

    public static WebApplication MapImageService(this WebApplication app)
    {
        app.MapPost("/v1/images:pipeline", Api.PipelineRoute.HandleAsync).DisableAntiforgery();
        app.MapGet("/healthz/live", () => Results.Ok(new { status = "live" }));
        app.MapGet("/healthz/ready", () => Results.Ok(new { status = "ready" }));
        return app;
    }
}
