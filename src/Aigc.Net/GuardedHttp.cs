using System.Net;
using Microsoft.Extensions.Options;

namespace Aigc.Net;

/// <summary>GET and PUT through the guard: redirects followed by hand with every hop checked, the body bounded while it streams, one time limit over all.</summary>
public sealed class GuardedHttp(IHttpClientFactory clients, SsrfGuard guard, IOptions<NetworkOptions> options, TimeProvider time)
{
    /// <summary>Hands the content type and the body to <paramref name="read"/>.</summary>
    /// <exception cref="ProblemException"><c>source-blocked</c>, <c>source-missing</c>, <c>source-too-large</c>.</exception>
    /// <exception cref="TransientException">Time-out, broken connection, 408, 425, 429 or 5xx.</exception>
    public Task<T> GetAsync<T>(Uri url, long maxBytes, Func<string, Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => GuardedAsync(url, async token =>
    {
        using var response = await FollowAsync(url, token);
        if (response.Content.Headers.ContentLength > maxBytes) throw TooLarge(maxBytes);
        await using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(token), maxBytes, () => TooLarge(maxBytes));
        return await read(response.Content.Headers.ContentType?.MediaType ?? "", body, token);
    }, cancellationToken);

    /// <summary>Writes a block blob, or whatever takes a PUT. A redirect is a failure: what was signed for one address is not sent to another.</summary>
    /// <exception cref="ProblemException"><c>source-blocked</c>; <c>destination-refused</c> where the other side says no.</exception>
    /// <exception cref="TransientException">Time-out, broken connection, 408, 425, 429 or 5xx.</exception>
    public Task PutAsync(Uri url, byte[] content, string contentType, CancellationToken cancellationToken) => GuardedAsync(url, async token =>
    {
        guard.Check(url);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var response = await clients.CreateClient(SsrfGuard.ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        if (response.IsSuccessStatusCode) return true;
        throw Failure(response) is TransientException later ? later : new ProblemException("destination-refused", $"The destination answered {(int)response.StatusCode}.", 422);
    }, cancellationToken);

    private async Task<T> GuardedAsync<T>(Uri url, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.FetchSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"{url.IdnHost} did not answer in time.");
        }
        catch (Exception refusal) when (BlockedException.In(refusal) is { } blocked)
        {
            throw new ProblemException("source-blocked", $"The address is not fetched: {blocked.Message}.", 422);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new TransientException($"{url.IdnHost} could not be reached.", failure);
        }
    }

    private static ProblemException TooLarge(long maxBytes) => new("source-too-large", $"The source has more than {maxBytes} bytes.", 422);

    private async Task<HttpResponseMessage> FollowAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(SsrfGuard.ClientName);
        for (var hop = 0; hop <= options.Value.MaxRedirects; hop++)
        {
            guard.Check(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response)
            {
                url = response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400 ? new Uri(url, location) : throw Failure(response);
            }
        }

        throw new ProblemException("source-blocked", "The address redirects too often.", 422);
    }

    private Exception Failure(HttpResponseMessage response)
    {
        var retry = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 or >= HttpStatusCode.InternalServerError
            ? new TransientException($"The source answered {(int)response.StatusCode}.", retryAfter: retry)
            : new ProblemException("source-missing", $"The source answered {(int)response.StatusCode}.", 422);
    }
}
