using System.Security.Cryptography;
using System.Text;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Api;

/// <summary>Lets in whoever sends a configured key as <c>x-api-key</c>. Compared by hash and in constant time.</summary>
internal sealed class ApiKeys(RequestDelegate next, IOptions<ServingOptions> options)
{
    private readonly byte[][] _hashes = [.. options.Value.Keys.Select(Hash)];

    /// <summary>Which of the keys the caller has sent, counted from 0; 0 as well where the service has none.</summary>
    public static int NumberOf(HttpContext http) => http.Items[typeof(ApiKeys)] as int? ?? 0;

    /// <summary>Everything but health.</summary>
    public static bool Guards(HttpContext http) => http.Request.Path.StartsWithSegments("/v1") || http.Request.Path.StartsWithSegments("/metrics");

    public Task InvokeAsync(HttpContext http)
    {
        if (Matching(http.Request) is not { } number) return ImageProblems.Unauthorized.ToResult().ExecuteAsync(http);
        http.Items[typeof(ApiKeys)] = number;
        return next(http);
    }

    // Without keys the service only starts in Development: the options are validated for that.
    private int? Matching(HttpRequest request)
    {
        if (_hashes.Length == 0) return 0;
        var sent = Hash(request.Headers["x-api-key"].ToString());
        int? matching = null;
        for (var i = 0; i < _hashes.Length; i++) if (CryptographicOperations.FixedTimeEquals(_hashes[i], sent)) matching = i;
        return matching;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
