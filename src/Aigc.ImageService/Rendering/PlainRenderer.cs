using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>White-background and transparent pictures: the product centred, filling 85 % of the frame.</summary>
internal static class PlainRenderer
{
    /// <summary>Share of the frame that the product fills at the most.</summary>
    public const float Fill = 0.85f;


    /// <param name="ground">White for listings; transparent for further work.</param>
    public static SKImage Render(ProductLayer product, int width, int height, SKColor ground)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(ground);
        product.Draw(surface.Canvas, Layout.Centred(product.Product, width, height, Fill));
        return surface.Snapshot();
    }
}
