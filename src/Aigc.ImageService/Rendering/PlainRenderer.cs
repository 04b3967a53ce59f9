using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>White-background and transparent pictures: the product centred.</summary>
internal static class PlainRenderer
{
    /// <summary>Share of the frame that the product fills. Markets ask for 85 %, of what they measure: the box of the product has its soft edge in it.</summary>
    public const float Fill = 0.88f;

    // A shadow that runs out of the frame fades on the way: markets want the border free. The product ends before it.
    private const float Free = 0.015f;
    private const float Fading = 0.055f;

    /// <param name="ground">White for listings; transparent for further work.</param>
    public static Rendered Render(ProductLayer product, int width, int height, SKColor ground)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(ground);
        var target = Layout.Centred(product.Product, width, height, Fill);
        product.Draw(surface.Canvas, target);
        FadeOut(surface.Canvas, width, height, ground);
        return new(surface.Snapshot(), target);
    }

    private static void FadeOut(SKCanvas canvas, int width, int height, SKColor ground)
    {
        Fade(canvas, new(0, 0), new(width * Fading, 0), SKRect.Create(width * Fading, height), ground);
        Fade(canvas, new(width, 0), new(width * (1 - Fading), 0), SKRect.Create(width * (1 - Fading), 0, width * Fading, height), ground);
        Fade(canvas, new(0, 0), new(0, height * Fading), SKRect.Create(width, height * Fading), ground);
        Fade(canvas, new(0, height), new(0, height * (1 - Fading)), SKRect.Create(0, height * (1 - Fading), width, height * Fading), ground);
    }

    // From all ground at the border to none of it.
    private static void Fade(SKCanvas canvas, SKPoint border, SKPoint inside, SKRect area, SKColor ground)
    {
        var full = ground.WithAlpha(255);
        using var shader = SKShader.CreateLinearGradient(border, inside, [full, full, full.WithAlpha(0)], [0, Free / Fading, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, BlendMode = ground.Alpha == 0 ? SKBlendMode.DstOut : SKBlendMode.SrcOver };
        canvas.DrawRect(area, paint);
    }
}
