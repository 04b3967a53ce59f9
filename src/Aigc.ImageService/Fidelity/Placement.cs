using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Fidelity;

/// <summary>Where the renderer put the photo's product: <c>final = source × scale + offset</c>, in pixels, the same scale both ways.</summary>
internal sealed record Placement(double Scale, double Left, double Top)
{
    /// <param name="product">The box in the photo that was drawn into the target.</param>
    /// <param name="target">In the final picture.</param>
    public static Placement Of(PixelBox product, SKRect target)
    {
        var scale = (double)target.Width / (product.Right - product.Left);
        return new(scale, target.Left - (product.Left * scale), target.Top - (product.Top * scale));
    }
}
