using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;

namespace Aigc.Core.Images;

/// <summary>The image service over HTTP.</summary>
public sealed class ImageClient(HttpClient http)
{
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    /// <exception cref="ProblemException">The service cannot use this picture; the code is that of its problem.</exception>
    public async Task<ImagePipelineResponse> RunAsync(ImagePipelineRequest request, ReadOnlyMemory<byte> source, string contentType, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(request, AigcJson.Default.ImagePipelineRequest), "request" },
            { new ReadOnlyMemoryContent(source) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } }, "image", "image" },
        };
        using var response = await SendAsync(form, cancellationToken);
        if (!response.IsSuccessStatusCode) throw await FailureAsync(response, cancellationToken);
        return await AnswerAsync(response, cancellationToken) ?? throw new TransientException("The image service gave an answer that cannot be read.");
    }

    private static async Task<ImagePipelineResponse?> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(AigcJson.Default.ImagePipelineResponse, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContent form, CancellationToken cancellationToken)
    {
        try
        {
            return await http.PostAsync(new Uri("/v1/images:pipeline", UriKind.Relative), form, cancellationToken);
        }
        catch (HttpRequestException down)
        {
            throw new TransientException("The image service cannot be reached.", down);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException("The image service took too long.", late);
        }
    }

    private static async Task<Exception> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A wrong key is the deployment's fault, not the picture's: what waits for it may be tried again.
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (int)response.StatusCode >= 500)
            return new TransientException($"The image service answered {(int)response.StatusCode}.", retryAfter: response.Headers.RetryAfter?.Delta);
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return new ProblemException(Text(problem, "type")?.Split('/')[^1] ?? "image-refused", Text(problem, "detail") ?? "The image service refused the picture.", (int)response.StatusCode);
        }
        catch (JsonException)
        {
            return new ProblemException("image-refused", $"The image service answered {(int)response.StatusCode}.", (int)response.StatusCode);
        }
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
