using Aigc.Core.Storage;
using Aigc.Local.Storage;

namespace Aigc.Local.Hosting;

/// <summary>Serves signed links to single files.</summary>
internal static class FileRoutes
{
    public static void MapFiles(this WebApplication app) => app.MapGet("/files/{**name}", async (string name, string? exp, string? sig, SignedFileUrls urls, IBlobStore blobs, CancellationToken cancellationToken) =>
    {
        if (!urls.IsValid(name, exp, sig)) return Results.Problem(statusCode: 403, title: "The link is not valid or has expired.", type: "/problems/link-invalid");
        var properties = await blobs.GetPropertiesAsync(name, cancellationToken);
        var content = properties is null ? null : await blobs.OpenReadAsync(name, cancellationToken);
        return content is null ? Results.Problem(statusCode: 404, title: "There is no such file.", type: "/problems/not-found") : Results.Stream(content, properties!.ContentType);
    });
}
