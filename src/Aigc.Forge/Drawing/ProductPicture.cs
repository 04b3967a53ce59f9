using SkiaSharp;

namespace Aigc.Forge.Drawing;

/// <summary>A picture full of product-like things: the world that the enlarging networks learn from.</summary>
internal static class ProductPicture
{
    // Drawn larger and reduced, so that edges are those of a lens and not those of a rasteriser.
    private const int Oversampling = 2;

    /// <returns>Interleaved 8-bit RGB, side × side × 3.</returns>
    public static byte[] Draw(int seed, int side)
    {
        var dice = new Dice(seed);
        var large = side * Oversampling;
        using var surface = SKSurface.Create(new SKImageInfo(large, large, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Ground(surface.Canvas, dice, large);
        for (var thing = dice.Between(1, 6); thing > 0; thing--) Thing(surface.Canvas, dice, large);
        using var image = surface.Snapshot();
        using var reduced = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var pixels = reduced.PeekPixels()) image.ScalePixels(pixels, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return Grained(reduced, dice);
    }

    private static void Ground(SKCanvas canvas, Dice dice, int side)
    {
        using (var shader = SKShader.CreateLinearGradient(new(0, 0), new(dice.Below(side), side), [dice.Chance(0.4f) ? SKColors.White : dice.Colour(), dice.Colour()], SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = shader }) canvas.DrawRect(0, 0, side, side, paint);
        if (dice.Chance(0.35f)) Textures.Any(canvas, dice, new(0, 0, side, side), side);
    }

    private static void Thing(SKCanvas canvas, Dice dice, int side)
    {
        using var outline = Outlines.Any(dice, new(dice.Below(side), dice.Below(side)), side * dice.Between(0.15f, 0.6f));
        if (dice.Chance(0.5f)) Shadow(canvas, outline, side);
        ProductBody.Paint(canvas, dice, outline, side);
        if (!dice.Chance(0.35f)) return;
        using var rim = new SKPaint { IsAntialias = true, IsStroke = true, StrokeWidth = side * 0.005f, Color = dice.Colour(0, 120) };
        canvas.DrawPath(outline, rim);
    }

    private static void Shadow(SKCanvas canvas, SKPath outline, int side)
    {
        using var soft = new SKPaint { IsAntialias = true, Color = SKColors.Black.WithAlpha(90), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * 0.02f) };
        canvas.Save();
        canvas.Translate(side * 0.02f, side * 0.03f);
        canvas.DrawPath(outline, soft);
        canvas.Restore();
    }

    private static byte[] Grained(SKBitmap picture, Dice dice)
    {
        var sigma = dice.Chance(0.4f) ? dice.Between(0.5f, 2.5f) : 0;
        var from = picture.GetPixelSpan();
        var rgb = new byte[picture.Width * picture.Height * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Clamp(from[(i / 3 * 4) + (i % 3)] + (sigma > 0 ? sigma * dice.Normal() : 0), 0, 255);
        return rgb;
    }
}
