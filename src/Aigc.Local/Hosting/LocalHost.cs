using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aigc.Azure;
using Aigc.Core;
using Aigc.Core.Text.Gateway;
using Aigc.Functions;
using Aigc.ImageService;
using Aigc.Local.Storage;
using Aigc.Providers;
using Aigc.Runtime;
using Aigc.Runtime.Dispatch;
using Aigc.Runtime.Dispatch.Queues;

namespace Aigc.Local.Hosting;

/// <summary>
/// The whole product in one process: the function classes on the embedded runtime, files and SQLite for storage, the image service beside
/// them. The commands and the end-to-end tests use this one composition.
/// </summary>
internal static class LocalHost
{
    public static WebApplication Build(LocalOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        options = options with { Url = WithPort(options.Url) };
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Defaults(options, RandomNumberGenerator.GetHexString(48))).AddEnvironmentVariables().AddInMemoryCollection(options.Settings);
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(options.Url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Host.ConfigureHostOptions(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddAigc(builder.Configuration).AddLocalStorage(options.DataFolder).AddAigcAzureModels(builder.Configuration).AddAigcProviders();
        builder.Services.AddDurableEngine(engine => engine.DatabasePath = RuntimeFileIn(options.DataFolder), registry => registry.AddAigcTasks());
        builder.Services.AddSingleton<ITriggerQueue, TriggerQueue>();
        builder.Services.AddFunctions(worker => worker.ConfigureAigc(), new FunctionHostOptions([typeof(AigcFunctions).Assembly], Path.Combine(AppContext.BaseDirectory, "host.json")) { AlwaysAnswered = [nameof(HealthFunctions.GetHealth)] });
        builder.AddImageService();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(GatewayMetrics.Source));
        var app = builder.Build();
        app.MapFunctions();
        app.MapImageService();
        app.MapFiles();
        app.MapGet("/", () => Results.Redirect("/api/v1/docs"));
        return app;
    }

    /// <summary>The address that the host really listens on.</summary>
    public static Uri AddressOf(WebApplication app) => new(app.Urls.First());

    /// <summary>Where the durable runtime keeps its state.</summary>
    public static string RuntimeFileIn(string dataFolder) => Path.Combine(dataFolder, "runtime.db");

    // The host calls its own image service, so it has to know its port before it listens.
    private static string WithPort(string url)
    {
        if (!url.EndsWith(":0", StringComparison.Ordinal)) return url;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return $"{url[..^2]}:{((IPEndPoint)probe.LocalEndpoint).Port}";
    }

    private static Dictionary<string, string?> Defaults(LocalOptions options, string key) => new()
    {
        ["Aigc:Images:Endpoint"] = options.Url,
        // The service listens on the same port as everything else; only this process knows its key.
        ["Aigc:Images:Key"] = key,
        ["ImageService:Keys:0"] = key,
        ["ImageService:AssetFolder"] = Path.Combine(options.DataFolder, "rehosted"),
        ["Aigc:Queues:Submissions"] = "batch-submissions",
        ["Aigc:Batches:ImageConcurrency"] = Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
