using Aigc.Contracts.Items;
using Aigc.Core.Storage;

namespace Aigc.Core.Images;

/// <summary>Keeps each source photo once, by content, so that later stages and later runs need not fetch it again.</summary>
internal sealed class SourceLibrary(SourceFetcher fetcher, IBlobStore blobs)
{
    public async Task<(AssetRef Asset, byte[] Bytes)> KeepAsync(string tenant, string? mediaPrefix, string link, CancellationToken cancellationToken)
    {
        var source = await fetcher.FetchAsync(tenant, mediaPrefix, link, cancellationToken);
        var asset = new AssetRef(source.Sha256, source.ContentType, source.Bytes.Length, 0, 0);
        await StoreAsync(tenant, asset, source.Bytes, cancellationToken);
        return (asset, source.Bytes);
    }

    public async Task StoreAsync(string tenant, AssetRef asset, byte[] bytes, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(bytes, writable: false);
        await blobs.PutIfAbsentAsync(Paths.Asset(tenant, asset.FileName), content, asset.ContentType, cancellationToken);
    }

    public async Task<byte[]> ReadAsync(string tenant, AssetRef asset, CancellationToken cancellationToken) =>
        await blobs.ReadAllAsync(Paths.Asset(tenant, asset.FileName), cancellationToken)
        ?? throw new ProblemException("source-missing", "The kept source photo is gone.", 410);
}
