using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigc.Core.Images;

/// <summary>Sends to the image service and reads what it answers. An answer that is not what it should be is an error, never half a result.</summary>
internal sealed class ImageWire(HttpClient http, TimeProvider time)
{
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> form, Func<T, bool> whole, CancellationToken cancellationToken) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, cancellationToken);
        return await ReadAsync(response, form, whole, cancellationToken);
    }

    /// <exception cref="TransientException">It cannot be reached, or took too long.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
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

    /// <param name="whole">Whether all is there that the caller needs.</param>
    /// <exception cref="TransientException">The service is busy or broken, or its answer cannot be read.</exception>
    /// <exception cref="ProblemException">The service refuses; the code is that of its problem.</exception>
    public async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> form, Func<T, bool> whole, CancellationToken cancellationToken) where T : class
    {
        if (!response.IsSuccessStatusCode) throw await FailureAsync(response, cancellationToken);
        try
        {
            if (await response.Content.ReadFromJsonAsync(form, cancellationToken) is { } read && whole(read)) return read;
        }
        catch (JsonException)
        {
            // Told below, as an empty answer is.
        }
        throw new TransientException($"The image service gave an answer ({(int)response.StatusCode}) that cannot be read.");
    }

    /// <summary>When the service wants to be asked again; null where it does not say.</summary>
    public TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;

    private async Task<Exception> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var problem = await ProblemAsync(response, cancellationToken);
        // A wrong key is the deployment's fault, not the picture's: what waits for it may be tried again.
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError || Retryable(problem))
            return new TransientException($"The image service answered {status}.", retryAfter: RetryAfterOf(response));
        return new ProblemException(Text(problem, "type")?.Split('/')[^1] ?? "image-refused", Text(problem, "detail") ?? $"The image service answered {status}.", status);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static bool Retryable(JsonElement problem) => problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("retryable", out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement problem, string name) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
