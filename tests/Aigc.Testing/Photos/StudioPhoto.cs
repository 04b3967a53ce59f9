using SkiaSharp;

namespace Aigc.Testing.Photos;

/// <summary>Draws a product on a studio ground: a photo that any cut-out should manage.</summary>
public static class StudioPhoto
{
    /// <returns>PNG bytes; the same seed gives the same picture.</returns>
    public static byte[] Draw(int seed, int size = 600)
    {
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(new SKColor(236, 238, 240));
        var body = SKColor.FromHsl(seed * 47 % 360, 60, 35);
        using var paint = new SKPaint { IsAntialias = true, Color = body };
        var mug = new SKRect(size * 0.3f, size * 0.28f, size * 0.66f, size * 0.74f);
        canvas.DrawRoundRect(mug, size * 0.04f, size * 0.04f, paint);
        using var band = new SKPaint { IsAntialias = true, Color = SKColor.FromHsl(seed * 47 % 360, 40, 55) };
        canvas.DrawRect(new SKRect(mug.Left, mug.Top + (size * (0.1f + (seed % 5 * 0.02f))), mug.Right, mug.Top + (size * 0.22f)), band);
        using var handle = new SKPaint { IsAntialias = true, Color = body, IsStroke = true, StrokeWidth = size * 0.035f };
        canvas.DrawOval(new SKRect(mug.Right - (size * 0.03f), size * 0.38f, mug.Right + (size * 0.12f), size * 0.6f), handle);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
