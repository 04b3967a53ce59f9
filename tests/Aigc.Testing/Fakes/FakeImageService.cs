using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;

namespace Aigc.Testing.Fakes;

/// <summary>
/// Stands in for the image service on its wire protocol. It reads the multipart request as the real one does, judges every photo fit,
/// and answers each step with bytes that depend on the photo, the step and the seed. It has two backgrounds. A route it does not know is an error.
/// </summary>
public sealed class FakeImageService : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _failures = new();
    private int _rendered;

    /// <summary>Calls that made pictures: what a provider would have charged for.</summary>
    public int Rendered => _rendered;

    /// <summary>Runs before each call that makes pictures; a test can hold or break it here.</summary>
    public Func<CancellationToken, Task> BeforeRender { get; set; } = _ => Task.CompletedTask;

    public TriageVerdict Verdict { get; set; } = new(TriageOutcome.Pass, [], null);

    /// <summary>The backgrounds that there are.</summary>
    public IReadOnlyList<SceneTemplateInfo> Scenes { get; set; } = [new("oak-studio", ["home"]) { Fit = 1 }, new("snow-field", ["winter sports"]) { Fit = 0 }];

    /// <summary>What each request wanted overruled.</summary>
    public ConcurrentQueue<string> Overruled { get; } = new();

    /// <summary>What each call that made pictures was about: its operations, and the pictures that came with it.</summary>
    public ConcurrentQueue<(string Operations, string Pictures)> Calls { get; } = new();

    /// <summary>The next calls that make pictures, or ask for backgrounds, answer with this status.</summary>
    public void FailNext(int times, HttpStatusCode status)
    {
        for (var i = 0; i < times; i++) _failures.Enqueue(() => new(status) { Content = JsonContent.Create(new { type = "/problems/queue-full", status = (int)status, retryable = true }) });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is { Method.Method: "GET", RequestUri.AbsolutePath: "/v1/templates" }) return Told();
        if (request is not { Method.Method: "POST", RequestUri.AbsolutePath: "/v1/images:pipeline", Content: MultipartFormDataContent parts }) throw new InvalidOperationException($"The fake image service knows no {request.Method} {request.RequestUri}.");
        var (pipeline, images) = await ReadAsync(parts, cancellationToken);
        Overruled.Enqueue(string.Join(',', pipeline.Overrule ?? []));
        var steps = pipeline.Steps.Where(step => step.Op != "screen").ToList();
        if (steps.Count > 0)
        {
            await BeforeRender(cancellationToken);
            if (_failures.TryDequeue(out var failure)) return failure();
            Interlocked.Increment(ref _rendered);
            Calls.Enqueue((string.Join(',', steps.Select(step => step.Op)), string.Join(',', images.Keys)));
        }
        var outputs = steps.Select(step => Made(step, Draw(images["image"], step, pipeline.Seed))).ToList();
        var response = new ImagePipelineResponse(Verdict, outputs, pipeline.Seed, new(0, 0, 0)) { Photo = new(640, 480) };
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(response, AigcJson.Default.ImagePipelineResponse) };
    }

    private HttpResponseMessage Told()
    {
        if (_failures.TryDequeue(out var failure)) return failure();
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(new SceneTemplateList(Scenes), AigcJson.Default.SceneTemplateList) };
    }

    private static ImageOutput Made(ImageStep step, byte[] bytes) => new(step.Name, step.Engine ?? "fake", bytes, "image/png", step.FrameWidth, step.FrameHeight)
    {
        Model = step.Model is { } model ? new(model, "1", "00", "for tests only") : null,
        Match = step.Op == "scene" ? new(0.9, 1, 1, 0.8, 0.8, 0.9) : null,
    };

    private static async Task<(ImagePipelineRequest Request, Dictionary<string, byte[]> Images)> ReadAsync(MultipartFormDataContent parts, CancellationToken cancellationToken)
    {
        ImagePipelineRequest? request = null;
        var images = new Dictionary<string, byte[]>();
        foreach (var part in parts)
        {
            var bytes = await part.ReadAsByteArrayAsync(cancellationToken);
            var name = part.Headers.ContentDisposition!.Name!.Trim('"');
            if (name == "request") request = JsonSerializer.Deserialize(bytes, AigcJson.Default.ImagePipelineRequest);
            else images[name] = bytes;
        }
        return (request!, images);
    }

    private static byte[] Draw(byte[] image, ImageStep step, ulong seed) => SHA256.HashData([.. image, .. System.Text.Encoding.UTF8.GetBytes($"{step.Op}|{step.FrameWidth}|{step.FrameHeight}|{seed}")]);
}
