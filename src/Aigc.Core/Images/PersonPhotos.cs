using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Storage;

namespace Aigc.Core.Images;

/// <summary>The photos that a recipe names: fetched once a batch, so that every garment is put on the same picture.</summary>
internal sealed class PersonPhotos(SourceLibrary sources, PaidResults results)
{
    /// <param name="link">Address, or path below the media of the feed.</param>
    /// <exception cref="ProblemException">Those of fetching a source.</exception>
    /// <exception cref="TransientException">The host is down or slow.</exception>
    public async Task<AssetRef> OfAsync(Batch batch, string link, CancellationToken cancellationToken)
    {
        var address = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"person|{batch.Id}|{link}")));
        if (await results.FindAsync(batch.Tenant, address, AigcJson.Default.AssetRef, cancellationToken) is { } kept) return kept;
        var (asset, _) = await sources.KeepAsync(batch.Tenant, batch.Feed.MediaPrefix, link, cancellationToken);
        await results.KeepAsync(batch.Tenant, address, asset, AigcJson.Default.AssetRef, cancellationToken);
        // Whoever was first decides for all.
        return await results.FindAsync(batch.Tenant, address, AigcJson.Default.AssetRef, cancellationToken) ?? asset;
    }
}
