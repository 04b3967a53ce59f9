using Aigc.Contracts.Items;
using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Text.Photos;

/// <summary>Writes copy with the product's photo beside its words, where that is of use and the model sees; all else as the writer does.</summary>
internal sealed class SeeingWriter(CopyWriter writer, CopyPhotos photos, ModelRegistry models)
{
    /// <param name="photo">Null: there is none that may be shown.</param>
    public async Task<SlotResult> WriteAsync(CopyRequest request, PhotoSource? photo, CancellationToken cancellationToken = default)
    {
        if (photo is null || !CopyPhoto.IsWanted(request, await models.GetAsync(request.Tenant, request.Output.Model, cancellationToken))) return await writer.WriteAsync(request, cancellationToken);
        return await writer.WriteAsync(request with { Photo = await photos.OfAsync(request.Tenant, photo, cancellationToken) }, cancellationToken);
    }
}
