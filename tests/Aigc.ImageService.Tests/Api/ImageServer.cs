using System.Text.RegularExpressions;
using Aigc.Core.Images;
using Aigc.ImageService.Pipeline.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Tests.Api;

/// <summary>The service as it is deployed, on a port of its own.</summary>
internal sealed class ImageServer : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";

    /// <summary>Of another caller; known where <c>Keys:1</c> says so.</summary>
    public const string OtherKey = "the-key-of-another-caller";

    private readonly WebApplication _app;

    private ImageServer(WebApplication app)
    {
        _app = app;
        Http = new() { BaseAddress = new(app.Urls.Single()), DefaultRequestHeaders = { { "x-api-key", Key } } };
        Client = new(Http, Options.Create(new ImageOptions { Wait = TimeSpan.FromSeconds(1) }), TimeProvider.System);
    }

    /// <summary>Sends the key.</summary>
    public HttpClient Http { get; }

    public ImageClient Client { get; }

    /// <param name="operation">An operation beside those of the product, such as one that only ends when told.</param>
    /// <param name="settings">Of the section <c>ImageService</c>, or by their full names from <c>Aigc:</c> on.</param>
    public static async Task<ImageServer> StartAsync(IOperation? operation = null, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Prepend(("Keys:0", Key)).Select(setting => KeyValuePair.Create(setting.Item1.StartsWith("Aigc:", StringComparison.Ordinal) ? setting.Item1 : $"ImageService:{setting.Item1}", (string?)setting.Item2)));
        builder.AddImageService();
        if (operation is not null) builder.Services.AddSingleton(operation);
        var app = builder.Build();
        app.MapImageService();
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Sends another key.</summary>
    public HttpClient As(string key) => new() { BaseAddress = Http.BaseAddress, DefaultRequestHeaders = { { "x-api-key", key } } };

    /// <summary>Waits until the service says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), limit.Token)).IsSuccessStatusCode) await Task.Yield();
    }

    /// <summary>Waits until the metrics hold what the regular expression asks for.</summary>
    public async Task MetricsAsync(string pattern)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string metrics;
        do
        {
            metrics = await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), CancellationToken.None);
            if (Regex.IsMatch(metrics, pattern)) return;
        }
        while (!limit.IsCancellationRequested);
        Assert.Matches(pattern, metrics);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
