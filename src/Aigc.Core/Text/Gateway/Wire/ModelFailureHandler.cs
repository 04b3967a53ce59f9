using System.Text;

namespace Aigc.Core.Text.Gateway;

/// <summary>Below every SDK: an answer that is no success becomes the product's own failure, so that all providers fail alike.</summary>
internal sealed class ModelFailureHandler(TimeProvider time, bool quotaPasses) : DelegatingHandler
{
    private const int MaxBody = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            var body = await ReadAsync(response, cancellationToken);
            throw ModelFailures.Of((int)response.StatusCode, body, RetryAfter.Of(response.Headers, body, time.GetUtcNow()), quotaPasses);
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBody];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
