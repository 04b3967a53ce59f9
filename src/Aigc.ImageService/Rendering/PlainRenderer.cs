using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>
/// White-background and transparent pictures: the product centred, with as much of its own shadow as is wanted. What is close to it leaves nearly
/// all of a white ground at 255, as most markets want it.
/// </summary>
internal static class PlainRenderer
{
    /// <summary>Share of the frame that the product fills. Markets ask for 85 %, of what they measure: the box of the product has its soft edge in it.</summary>
    public const float Fill = 0.88f;

    /// <param name="ground">White for listings; transparent for further work.</param>
    public static Rendered Render(ProductLayer product, int width, int height, SKColor ground, ShadowKind shadow)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(ground);
        var target = Layout.Centred(product.Product, width, height, Fill);
        OwnShadow.Draw(surface.Canvas, product, target, shadow, width, height);
        product.Draw(surface.Canvas, target);
        return new(surface.Snapshot(), target);
    }
}
