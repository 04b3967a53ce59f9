using Aigc.Contracts.Products;
using Aigc.Core.Storage;
using Aigc.Net;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Products;

/// <summary>Brings a feed from a URL into the blob store, through the guard.</summary>
public sealed class FeedFetcher(IBlobStore blobs, GuardedHttp http, IOptions<NetworkOptions> options)
{
    /// <exception cref="ProblemException"><c>source-blocked</c>, <c>source-missing</c>, <c>source-too-large</c>.</exception>
    /// <exception cref="TransientException">The host is down or slow.</exception>
    public Task<FeedRef> FetchAsync(string tenant, Uri url, string blobName, CancellationToken cancellationToken = default)
    {
        if (!blobName.StartsWith($"feeds/{tenant}/", StringComparison.Ordinal)) throw new ArgumentException("A feed belongs under the tenant's own feeds.", nameof(blobName));
        return http.GetAsync(url, options.Value.MaxFeedBytes, StoreAsync, cancellationToken);

        async Task<FeedRef> StoreAsync(string contentType, Stream body, CancellationToken token)
        {
            await blobs.PutAsync(blobName, body, contentType is { Length: > 0 and < 100 } ? contentType : "application/octet-stream", token);
            return new FeedRef(blobName);
        }
    }
}
