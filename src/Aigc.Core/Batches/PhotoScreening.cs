using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Products;
using Aigc.Core.Images;

namespace Aigc.Core.Batches;

/// <summary>Fetches the source photo of an item, keeps it, and has it judged.</summary>
internal sealed class PhotoScreening(SourceLibrary sources, ImageClient images)
{
    public async Task<ScreenedItem> ScreenAsync(Batch batch, PageItem item, CancellationToken cancellationToken)
    {
        if (item.Product.ImageLink is not { } link) return new(item.Row) { Failure = new("source-missing", "The feed names no image for this product.", Permanent: true) };
        var (asset, bytes) = await sources.KeepAsync(batch.Tenant, batch.Feed.MediaPrefix, link, cancellationToken);
        var request = new ImagePipelineRequest { Steps = [new("screen", "screen")], Overrule = batch.Recipe.Screening.Overrule };
        var response = await images.RunAsync(batch.Tenant, request, bytes, asset.ContentType, cancellationToken);
        return new(item.Row) { Source = response.Photo is { } photo ? asset with { Width = photo.Width, Height = photo.Height } : asset, Triage = response.Triage };
    }
}
