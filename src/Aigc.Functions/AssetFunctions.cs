using Aigc.Core.Storage;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Produced pictures by their stable name.</summary>
public sealed class AssetFunctions(IBlobStore blobs)
{
    [Function(nameof(GetAsset)), Requires(Role.Viewer)]
    [Operation("A picture by the hash of its content. It never changes.")]
    public async Task<IResult> GetAsset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{file}")] HttpRequest request, string file, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return await StoredFile.SendAsync(request, blobs, () => Paths.Asset(request.Tenant(), file), cancellationToken) ?? throw new ProblemException("not-found", "There is no such asset.", 404);
    }
}
