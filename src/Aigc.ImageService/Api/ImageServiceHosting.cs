using Aigc.ImageService.Api;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Fetching;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Rehosting;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Storing;
using Aigc.Net;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Aigc.ImageService;

/// <summary>Puts the image service into a web app: its own container, or the local host.</summary>
public static class ImageServiceHosting
{
    public static IHostApplicationBuilder AddImageService(this IHostApplicationBuilder builder)
    {
        PrepareVips();
        var services = builder.Services;
        services.AddOptions<ServingOptions>().BindConfiguration(ServingOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.Keys.Count > 0 || builder.Environment.IsDevelopment(), $"{ServingOptions.Section}:Keys: the service needs at least one key; only Development goes without.")
            .Validate(options => options.AssetFolder is null || options.AssetContainer is null, $"{ServingOptions.Section}: pictures are kept in AssetFolder or in AssetContainer, not in both.")
            .Validate(options => options.BodyMegabytes * options.KeyShare >= ServingOptions.LargestRequest, $"{ServingOptions.Section}: one key's share of BodyMegabytes (PerKeyPercent) has to hold a request of {ServingOptions.LargestRequest} megabytes.")
            .Validate(options => (options.ModelContainer is null || options.ModelFolder is not null) && (options.SceneContainer is null || options.SceneFolder is not null), $"{ServingOptions.Section}: a ModelContainer needs a ModelFolder to be copied into, and a SceneContainer a SceneFolder.")
            .Validate(options => options.Provider != Provider.Cuda || SessionFactory.HasCuda, $"{ServingOptions.Section}:Provider is Cuda, and this build of the service has none: see its Dockerfile.")
            .ValidateOnStart();
        services.AddImagePipeline();
        services.AddSingleton<WorkLine>().AddSingleton<PixelBudget>().AddSingleton<JobBook>().AddSingleton<JobRunner>();
        services.AddSingleton<JobAnswers>().AddSingleton<ImageRoutes>().AddSingleton<JobRoutes>().AddSingleton<InspectionRoutes>().AddSingleton<RehostRoutes>();
        services.AddGuardedHttp(builder.Configuration).AddSingleton<PictureTransfer>().AddSingleton<RequestReader>().AddSingleton<IPictureShelf>(ShelfOf).AddSingleton<Rehoster>();
        services.AddHttpClient(BlobContainer.ClientName);
        services.AddSingleton<ManagedIdentity>().AddSingleton<OperatorFiles>();
        services.AddSingleton<Readiness>().AddHostedService(provider => provider.GetRequiredService<Readiness>());
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(ServingMetrics.MeterName).AddPrometheusExporter());
        return builder;
    }

    public static WebApplication MapImageService(this WebApplication app)
    {
        // Before anything reads there; until then the service does not listen.
        app.Services.GetRequiredService<OperatorFiles>().BringAsync().GetAwaiter().GetResult();
        app.UseWhen(ApiKeys.Guards, guarded => guarded.UseMiddleware<ApiKeys>());
        app.Services.GetRequiredService<ImageRoutes>().Map(app, app.Services.GetRequiredService<OperationSet>());
        app.Services.GetRequiredService<JobRoutes>().Map(app);
        app.Services.GetRequiredService<InspectionRoutes>().Map(app);
        app.Services.GetRequiredService<RehostRoutes>().Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics");
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.MapGet("/healthz/live", () => Results.Ok(new { status = "live" }));
        app.MapGet("/healthz/ready", () => Ready(readiness));
        app.MapGet("/healthz/startup", () => Ready(readiness));
        return app;
    }

    private static IPictureShelf ShelfOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ServingOptions>>().Value.AssetContainer is null
        ? ActivatorUtilities.CreateInstance<FolderShelf>(provider) : ActivatorUtilities.CreateInstance<ContainerShelf>(provider);

    private static IResult Ready(Readiness readiness) => readiness switch
    {
        { IsReady: true } => Results.Ok(new { status = "ready" }),
        { Failure: { } reason } => Results.Json(new { status = "failed", reason }, statusCode: StatusCodes.Status503ServiceUnavailable),
        _ => Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable),
    };

    private static void PrepareVips()
    {
        // Images are cached by content above; vips needs no cache of operations, and untrusted loaders stay shut.
        NetVips.Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        // A broken file would write a line for each of its rows; what matters comes as an exception.
        NetVips.Log.SetLogHandler("VIPS", NetVips.Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }
}
