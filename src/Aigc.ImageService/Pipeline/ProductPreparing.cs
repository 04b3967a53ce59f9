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
        var scale = Math.Min(step.FrameWidth * fill / product.Product.Width, step.FrameHeight * fill / product.Product.Height);
        return scale <= Enough ? new(product, null) : source.Enlarged(scale, () =>
        {
            var (layer, model) = product.Enlarged(upscaler, scale, cancellationToken);
            return new(layer, model?.ToReference());
        });
    }
}

/// <summary>A product in the size that a step wants; its layer belongs to the source.</summary>
/// <param name="Model">The network that enlarged it; null where none did.</param>
internal sealed record PreparedProduct(ProductLayer Layer, ImageModel? Model);
