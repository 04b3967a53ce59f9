using Aigc.Contracts.Images;
using Aigc.ImageService.Rendering;
using Aigc.ImageService.Upscaling;

namespace Aigc.ImageService.Pipeline;

/// <summary>Brings the product of a small photo to the size that a picture wants it in.</summary>
internal sealed class ProductPreparing(Upscaler upscaler)
{
    // Less is no visible enlargement.
    private const float Enough = 1.05f;

    /// <param name="fill">Share of the frame that the product fills.</param>
    /// <returns>Null where the photo has no product that can be separated.</returns>
    public PreparedProduct? For(Source source, ImageStep step, float fill, CancellationToken cancellationToken)
    {
        if (source.Product is not { } product) return null;
        var scale = Math.Min(step.Width * fill / product.Product.Width, step.Height * fill / product.Product.Height);
        if (scale <= Enough) return new(product, null, IsOwn: false);
        var (layer, model) = product.Enlarged(upscaler, scale, cancellationToken);
        return new(layer, model?.ToReference(), IsOwn: true);
    }
}

/// <param name="Model">The network that enlarged it; null where none did.</param>
/// <param name="IsOwn">The layer was made for this picture, and goes with it.</param>
internal sealed record PreparedProduct(ProductLayer Layer, ImageModel? Model, bool IsOwn) : IDisposable
{
    public void Dispose()
    {
        if (IsOwn) Layer.Dispose();
    }
}
