using Aigc.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Aigc.Functions.Http;

/// <summary>Streams a blob to the caller.</summary>
internal static class StoredFile
{
    /// <summary>Null where there is none.</summary>
    public static async Task<IResult?> SendAsync(HttpRequest request, IBlobStore blobs, Func<string> name, CancellationToken cancellationToken)
    {
        try
        {
            var blob = name();
            if (await blobs.GetPropertiesAsync(blob, cancellationToken) is not { } properties || await blobs.OpenReadAsync(blob, cancellationToken) is not { } content) return null;
            request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Stream(content, properties.ContentType, lastModified: properties.LastModified, entityTag: EntityTagHeaderValue.TryParse(properties.ETag, out var tag) ? tag : null);
        }
        catch (Exception odd) when (odd is ArgumentException or ArgumentOutOfRangeException)
        {
            // Not the name of anything that could be stored.
            throw new ProblemException("not-found", "There is no such file.", 404);
        }
    }
}
