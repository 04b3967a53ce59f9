using System.Security.Cryptography;
using System.Text;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Api;

/// <summary>Lets in whoever sends a configured key as <c>x-api-key</c>. Compared by hash and in constant time.</summary>
internal sealed class ApiKeys(RequestDelegate next, IOptions<ServingOptions> options)
{
    private readonly byte[][] _hashes = [.. options.Value.Keys.Select(Hash)];

    /// <summary>Everything but health.</summary>
    public static bool Guards(HttpContext http) => http.Request.Path.StartsWithSegments("/v1") || http.Request.Path.StartsWithSegments("/metrics");

    public Task InvokeAsync(HttpContext http) => IsLetIn(http.Request) ? next(http) : ImageProblems.Unauthorized.ToResult().ExecuteAsync(http);

    // Without keys the service only starts in Development: the options are validated for that.
    private bool IsLetIn(HttpRequest request)
    {
        if (_hashes.Length == 0) return true;
        var sent = Hash(request.Headers["x-api-key"].ToString());
        return _hashes.Aggregate(false, (found, hash) => found | CryptographicOperations.FixedTimeEquals(hash, sent));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
