using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigc.Core.Lanes;

/// <summary>Requests to the server of a lane, whatever its protocol, and how they fail.</summary>
/// <param name="http">It carries the address and the key.</param>
public sealed class LaneHttp(HttpClient http)
{
    /// <summary>Clocks differ; what a lane has from longer than this before a first try cannot be of that try.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    public Uri Address => http.BaseAddress!;

    /// <exception cref="TransientException">The lane is down or busy, or what it says cannot be read.</exception>
    /// <exception cref="ProblemException"><c>lane-refused</c>.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        using var response = await RawAsync(method, path, content, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new TransientException("The batch lane gave an empty answer.");
        }
        catch (JsonException broken)
        {
            throw new TransientException("The batch lane gave an answer that cannot be read.", broken);
        }
    }

    /// <summary>Asks to stop what may be over already: then there is nothing to stop.</summary>
    /// <exception cref="TransientException">The lane is down or busy, or what it says cannot be read.</exception>
    public async Task CancelAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        try
        {
            await SendAsync(HttpMethod.Post, path, null, type, cancellationToken);
        }
        catch (ProblemException)
        {
            // It is over already.
        }
    }

    /// <summary>A file of lines as it arrives.</summary>
    /// <exception cref="TransientException">The lane is down or busy.</exception>
    /// <exception cref="ProblemException"><c>lane-refused</c>.</exception>
    public async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await RawAsync(HttpMethod.Get, path, null, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line) yield return line;
    }

    /// <summary>An answer whose body has not been read yet.</summary>
    /// <exception cref="TransientException">The lane is down or busy.</exception>
    /// <exception cref="ProblemException"><c>lane-refused</c>.</exception>
    private async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = content };
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw Failure(response);
        }
        catch (HttpRequestException down)
        {
            throw new TransientException("The batch lane cannot be reached.", down);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException("The batch lane took too long.", late);
        }
    }

    private static Exception Failure(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500
            ? new TransientException($"The batch lane answered {(int)response.StatusCode}.", retryAfter: response.Headers.RetryAfter?.Delta)
            : new ProblemException("lane-refused", $"The batch lane answered {(int)response.StatusCode}.", 502);
}
