using SkiaSharp;

namespace Aigc.Local.Samples;

/// <summary>Draws studio photos of simple products; the same ones every time.</summary>
internal static class SamplePhotos
{
    private const int Size = 700;

    public static IEnumerable<(string Name, byte[] Png)> Draw()
    {
        yield return ("mug.png", Photo(SampleShapes.Mug, new(58, 110, 72)));
        yield return ("mug-blue.png", Photo(SampleShapes.Mug, new(52, 84, 142)));
        yield return ("bottle.png", Photo(SampleShapes.Bottle, new(120, 126, 134)));
        yield return ("bottle-orange.png", Photo(SampleShapes.Bottle, new(214, 108, 38)));
        yield return ("lamp.png", Photo(SampleShapes.Lamp, new(46, 48, 54)));
        yield return ("shirt.png", Photo(SampleShapes.Shirt, new(178, 46, 48)));
        yield return ("backpack.png", Photo(SampleShapes.Backpack, new(32, 112, 118)));
        yield return ("tote.png", Photo(SampleShapes.Tote, new(206, 168, 52)));
        yield return ("ball.png", Photo(SampleShapes.Ball, new(222, 110, 146)));
        yield return ("cluttered.png", Cluttered());
        yield return ("small.png", Photo(SampleShapes.Mug, new(52, 84, 142), 90));
    }

    private static byte[] Photo(Action<SKCanvas, SKColor> shape, SKColor color, int size = Size)
    {
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        using (var ground = SKShader.CreateRadialGradient(new(size * 0.45f, size * 0.4f), size * 0.9f, [new(246, 246, 246), new(224, 226, 228)], SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = ground }) canvas.DrawRect(0, 0, size, size, paint);
        canvas.Scale(size / 1000f);
        using (var shadow = new SKPaint { Color = SKColors.Black.WithAlpha(46), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 22) }) canvas.DrawOval(510, 812, 230, 26, shadow);
        shape(canvas, color);
        return Encode(surface);
    }

    // A photo that no cut-out can save: it has to be refused before anything is spent.
    private static byte[] Cluttered()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Size, Size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var random = new Random(7);
        for (var i = 0; i < 260; i++)
        {
            using var paint = new SKPaint { IsAntialias = true, Color = SKColor.FromHsl(random.Next(360), random.Next(30, 90), random.Next(20, 80)) };
            surface.Canvas.DrawRect(random.Next(-60, Size), random.Next(-60, Size), random.Next(30, 190), random.Next(30, 190), paint);
        }
        return Encode(surface);
    }

    private static byte[] Encode(SKSurface surface)
    {
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
