using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigc.Testing.Fakes;

/// <param name="Path">Path and query.</param>
public sealed record WireCall(string Path, IHeaderDictionary Headers, JsonElement Body);

/// <summary>What a scripted call is answered with. A null body: no answer at all until the caller gives up.</summary>
public sealed record WireAnswer(HttpStatusCode Status, string? Body, string? RetryAfter = null)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sent one after the other after the body, each at once.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>After the last part the connection is cut.</summary>
    public bool BreaksOff { get; init; }
}

/// <summary>A JSON service on a real port that gives scripted answers in turn and remembers what came over the wire. A call that is not scripted is answered with 418.</summary>
public class WireServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<WireAnswer> _answers = new();
    private readonly ConcurrentQueue<WireCall> _calls = new();
    private readonly SemaphoreSlim _arrived = new(0);

    protected WireServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.Start();
        Address = new(_app.Urls.Single());
    }

    public Uri Address { get; }

    public IReadOnlyList<WireCall> Calls => [.. _calls];

    /// <summary>Ends when a call has come in that nobody has waited for yet.</summary>
    public Task ArrivesAsync() => _arrived.WaitAsync(TimeSpan.FromMinutes(1));

    public void Answer(HttpStatusCode status, string? body, string? retryAfter = null) => Answer(new(status, body, retryAfter));

    public void Answer(WireAnswer answer) => _answers.Enqueue(answer);

    public void Hangs() => Answer(HttpStatusCode.OK, null);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        _calls.Enqueue(new(http.Request.Path + http.Request.QueryString, new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value)), body.RootElement.Clone()));
        _arrived.Release();
        var answer = _answers.TryDequeue(out var next) ? next : new(HttpStatusCode.Unused, """{"error":{"code":"not-scripted"}}""");
        if (answer.Body is null) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        http.Response.StatusCode = answer.Status == HttpStatusCode.Unused ? StatusCodes.Status418ImATeapot : (int)answer.Status;
        http.Response.ContentType = answer.ContentType;
        if (answer.RetryAfter is not null) http.Response.Headers.RetryAfter = answer.RetryAfter;
        foreach (var (name, value) in answer.Headers) http.Response.Headers[name] = value;
        await http.Response.WriteAsync(answer.Body!, http.RequestAborted);
        await SendAsync(http, answer);
    }

    private static async Task SendAsync(HttpContext http, WireAnswer answer)
    {
        foreach (var part in answer.Parts)
        {
            await http.Response.WriteAsync(part, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
        if (answer.BreaksOff) http.Abort();
    }
}
