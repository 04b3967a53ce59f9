using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aigc.ImageService.Tests.Api;

/// <summary>Somebody else's web server: serves what it is told to, and keeps what is put there.</summary>
internal sealed class PictureHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PictureHost(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, RequestDelegate> Answers { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, (byte[] Bytes, string? ContentType, string? BlobType)> Put { get; } = new(StringComparer.Ordinal);

    public int Requests;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Setting that lets the image service reach this host, which is on no public network.</summary>
    public (string, string) Allowed => ("Aigc:Network:AllowedPrivateHosts:0", $"127.0.0.1:{Address.Port}");

    public string this[string path] => new Uri(Address, path).AbsoluteUri;

    public static async Task<PictureHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var host = new PictureHost(app);
        app.Run(host.AnswerAsync);
        await app.StartAsync();
        return host;
    }

    public PictureHost Serving(string path, byte[] bytes, string contentType = "image/png")
    {
        Answers[path] = async http =>
        {
            http.Response.ContentType = contentType;
            await http.Response.Body.WriteAsync(bytes);
        };
        return this;
    }

    public PictureHost Redirecting(string path, string to)
    {
        Answers[path] = http =>
        {
            http.Response.Redirect(to);
            return Task.CompletedTask;
        };
        return this;
    }

    /// <summary>Waits until so many requests have come.</summary>
    public async Task AskedAsync(int times)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Volatile.Read(ref Requests) < times)
        {
            Assert.False(limit.IsCancellationRequested, $"{Requests} of {times} requests have come.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref Requests);
        if (Answers.TryGetValue(http.Request.Path, out var answer)) await answer(http);
        else if (HttpMethods.IsPut(http.Request.Method))
        {
            using var copy = new MemoryStream();
            await http.Request.Body.CopyToAsync(copy);
            Put[http.Request.Path] = (copy.ToArray(), http.Request.ContentType, http.Request.Headers["x-ms-blob-type"]);
            http.Response.StatusCode = StatusCodes.Status201Created;
        }
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
