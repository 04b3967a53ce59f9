using System.Net;
using System.Net.Http.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;

namespace Aigc.Core.Tests.Images;

/// <summary>Answers each call with what the test has written down for it. A call that is not written down is an error.</summary>
internal sealed class ScriptedImageService : HttpMessageHandler
{
    private readonly Queue<(string Call, Func<Task<HttpResponseMessage>> Answer)> _script = new();
    private readonly SemaphoreSlim _arrived = new(0);

    /// <summary>What came, such as <c>GET /v1/jobs/1</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Headers of what came.</summary>
    public List<Dictionary<string, string>> Headers { get; } = [];

    public static ImagePipelineResponse Pictures { get; } = new(new(TriageOutcome.Pass, [], null), [new("white", "fake", [1], "image/png", 1, 1)], 0, new(0, 0, 0));

    public ScriptedImageService Post(Func<Task<HttpResponseMessage>> answer) => On("POST /v1/images:pipeline", answer);
    public ScriptedImageService Post(HttpResponseMessage answer) => Post(() => Task.FromResult(answer));
    public ScriptedImageService Look(HttpResponseMessage answer, string job = "1") => On($"GET /v1/jobs/{job}", () => Task.FromResult(answer));
    public ScriptedImageService Cancel(string job = "1") => On($"DELETE /v1/jobs/{job}", () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted)));

    public static HttpResponseMessage Made(ImagePipelineResponse? pictures = null) => Json(HttpStatusCode.OK, JsonContent.Create(pictures ?? Pictures, AigcJson.Default.ImagePipelineResponse));

    public static HttpResponseMessage Accepted(string job = "1", int retryAfter = 3, string? cookie = null)
    {
        var answer = Job(new(job, ImageJobState.Queued, 0, 1), HttpStatusCode.Accepted);
        answer.Headers.Location = new($"/v1/jobs/{job}", UriKind.Relative);
        answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(retryAfter));
        if (cookie is not null) answer.Headers.Add("Set-Cookie", cookie);
        return answer;
    }

    public static HttpResponseMessage Job(ImageJob job, HttpStatusCode status = HttpStatusCode.OK) => Json(status, JsonContent.Create(job, AigcJson.Default.ImageJob));

    public static HttpResponseMessage Problem(HttpStatusCode status, bool retryable = false) => Json(status, JsonContent.Create(new { type = "/problems/the-code", detail = "The detail.", retryable }));

    public static HttpResponseMessage Raw(HttpStatusCode status, string json) => Json(status, new StringContent(json));

    /// <summary>Waits until so many calls have come.</summary>
    public async Task ArrivedAsync(int calls = 1)
    {
        for (var i = 0; i < calls; i++) Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(60)), "The call did not come.");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        Calls.Add(call);
        Headers.Add(request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
        _arrived.Release();
        if (!_script.TryDequeue(out var next) || next.Call != call) throw new InvalidOperationException($"Nothing is written down for {call}.");
        return await next.Answer();
    }

    private ScriptedImageService On(string call, Func<Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue((call, answer));
        return this;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, HttpContent content) => new(status) { Content = content };
}
