using System.Runtime.CompilerServices;
using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Delivery;

/// <param name="Name">Path inside the export: <c>results.csv</c>, <c>images/HASH.jpg</c>.</param>
/// <param name="Blob">Where its bytes lie.</param>
public sealed record DeliveredFile(string Name, string Blob);

/// <summary>Which blobs make up an export, for whoever copies it to a folder or an archive.</summary>
public sealed class ExportFiles(IBlobStore blobs)
{
    /// <summary>Manifest and files first, then the pictures; one that several items share may come more than once.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404): the batch has no export.</exception>
    public async IAsyncEnumerable<DeliveredFile> ListAsync(string tenant, string batch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var manifest = await blobs.ReadJsonAsync(Paths.Export(tenant, batch, BatchExporter.Manifest), DeliveryJson.Default.ExportManifest, cancellationToken)
            ?? throw new ProblemException("not-found", "The batch has no export yet.", 404);
        foreach (var name in manifest.Files.Select(file => file.Name).Prepend(BatchExporter.Manifest)) yield return new(name, Paths.Export(tenant, batch, name));
        if (await blobs.OpenReadAsync(Paths.Export(tenant, batch, BatchExporter.Images), cancellationToken) is not { } stream) yield break;
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var asset = JsonSerializer.Deserialize(line, DeliveryJson.Default.ExportedAsset)!;
            yield return new("images/" + asset.File, Paths.Asset(tenant, asset.File));
        }
    }
}
