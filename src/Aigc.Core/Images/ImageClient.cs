using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Contracts.Images;

namespace Aigc.Core.Images;

/// <summary>The image service over HTTP.</summary>
public sealed class ImageClient(HttpClient http)
{
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    /// <exception cref="ProblemException">The service cannot use this picture; the code is that of its problem.</exception>
    public Task<ImagePipelineResponse> RunAsync(ImagePipelineRequest request, ReadOnlyMemory<byte> source, string contentType, CancellationToken cancellationToken = default) =>
        RunAsync(request, new Dictionary<string, SentPicture> { ["image"] = new(source, contentType) }, cancellationToken);

    /// <param name="pictures">By name: <c>image</c> is worked on, others are what an operation asks for beside it.</param>
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    /// <exception cref="ProblemException">The service cannot use these pictures; the code is that of its problem.</exception>
    public async Task<ImagePipelineResponse> RunAsync(ImagePipelineRequest request, IReadOnlyDictionary<string, SentPicture> pictures, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent { { JsonContent.Create(request, AigcJson.Default.ImagePipelineRequest), "request" } };
        foreach (var (name, picture) in pictures) form.Add(new ReadOnlyMemoryContent(picture.Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.ContentType) } }, name, name);
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/v1/images:pipeline") { Content = form };
        return await AskAsync(asked, AigcJson.Default.ImagePipelineResponse, cancellationToken);
    }

    /// <summary>The backgrounds that a scene can ask for.</summary>
    /// <param name="category">Of a product, to be told how each suits it; null: nobody asks.</param>
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    public async Task<SceneTemplateList> TemplatesAsync(string? category = null, CancellationToken cancellationToken = default)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, category is null ? "/v1/templates" : $"/v1/templates?category={Uri.EscapeDataString(category)}");
        return await AskAsync(asked, AigcJson.Default.SceneTemplateList, cancellationToken);
    }

    /// <summary>The models that are installed.</summary>
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    public async Task<ImageModelList> ModelsAsync(CancellationToken cancellationToken = default)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        return await AskAsync(asked, AigcJson.Default.ImageModelList, cancellationToken);
    }

    private async Task<T> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode) throw await FailureAsync(response, cancellationToken);
        try
        {
            if (await response.Content.ReadFromJsonAsync(answer, cancellationToken) is { } read) return read;
        }
        catch (JsonException)
        {
            // Told below, as an empty answer is.
        }
        throw new TransientException("The image service gave an answer that cannot be read.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
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

/// <summary>A picture as it is sent along.</summary>
public sealed record SentPicture(ReadOnlyMemory<byte> Bytes, string ContentType);
