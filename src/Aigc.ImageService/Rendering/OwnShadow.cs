using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>The shadow that a product throws in its photo, as much of it as is wanted.</summary>
internal static class OwnShadow
{
    // A shadow that runs out of the frame fades on the way. The product ends before it.
    private const float Free = 0.015f;
    private const float Fading = 0.055f;

    // Of the frame's shorter side: far enough for a product to stand, near enough for the ground to be white by our own rules.
    private const float ContactReach = 0.04f;

    // Blurred, an outline has half its alpha: from there on it falls to nothing.
    private static readonly float[] TwiceTheAlpha = [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0];

    public static void Draw(SKCanvas canvas, ProductLayer product, SKRect target, ShadowKind shadow, int width, int height)
    {
        if (shadow == ShadowKind.None) return;
        using var layer = new SKAutoCanvasRestore(canvas);
        canvas.SaveLayer();
        product.DrawShadow(canvas, target);
        if (shadow == ShadowKind.Contact) KeepContact(canvas, product, target, Math.Min(width, height) * ContactReach);
        else FadeOut(canvas, width, height);
    }

    private static void KeepContact(SKCanvas canvas, ProductLayer product, SKRect target, float reach)
    {
        using var near = SKImageFilter.CreateBlur(reach / 2, reach / 2);
        using var twice = SKColorFilter.CreateColorMatrix(TwiceTheAlpha);
        using var filter = SKImageFilter.CreateColorFilter(twice, near);
        using var paint = new SKPaint { ImageFilter = filter, BlendMode = SKBlendMode.DstIn };
        product.Draw(canvas, target, paint);
    }

    private static void FadeOut(SKCanvas canvas, int width, int height)
    {
        Fade(canvas, new(0, 0), new(width * Fading, 0), SKRect.Create(width * Fading, height));
        Fade(canvas, new(width, 0), new(width * (1 - Fading), 0), SKRect.Create(width * (1 - Fading), 0, width * Fading, height));
        Fade(canvas, new(0, 0), new(0, height * Fading), SKRect.Create(width, height * Fading));
        Fade(canvas, new(0, height), new(0, height * (1 - Fading)), SKRect.Create(0, height * (1 - Fading), width, height * Fading));
    }

    // From nothing at the border to all there is.
    private static void Fade(SKCanvas canvas, SKPoint border, SKPoint inside, SKRect area)
    {
        using var shader = SKShader.CreateLinearGradient(border, inside, [SKColors.Black, SKColors.Black, SKColors.Transparent], [0, Free / Fading, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, BlendMode = SKBlendMode.DstOut };
        canvas.DrawRect(area, paint);
    }
}
