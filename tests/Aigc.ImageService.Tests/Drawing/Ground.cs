using SkiaSharp;

namespace Aigc.ImageService.Tests.Drawing;

/// <summary>What stands behind the product.</summary>
/// <param name="Grain">Spread of the camera's noise, in 8-bit levels.</param>
internal sealed record Ground(string Name, int Grain, Action<SKCanvas, int, int> Paint)
{
    public static readonly Ground White = new("white", 0, (canvas, _, _) => canvas.Clear(SKColors.White));
    public static readonly Ground Plain = new("plain", 2, (canvas, _, _) => canvas.Clear(new SKColor(198, 206, 214)));
    public static readonly Ground Green = new("green", 0, (canvas, _, _) => canvas.Clear(new SKColor(40, 200, 70)));
    public static readonly Ground Gradient = new("gradient", 2, (canvas, w, h) =>
    {
        using var shader = SKShader.CreateLinearGradient(new(0, 0), new(w * 0.3f, h), [new SKColor(246, 244, 240), new SKColor(176, 180, 188)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, w, h, paint);
    });

    /// <summary>A white studio with a dark soft shadow under the product and to the right of it, out of the picture.</summary>
    public static readonly Ground Shadowed = new("shadowed", 1, (canvas, w, h) =>
    {
        canvas.Clear(new SKColor(240, 240, 242));
        using var shade = new SKPaint { Color = SKColors.Black.WithAlpha(170), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, w * 0.03f) };
        canvas.DrawOval(new SKRect(w * 0.3f, h * 0.66f, w * 1.02f, h * 0.86f), shade);
    });

    /// <summary>A white studio with a soft, low shadow where the product of <see cref="Shape.Mug"/> stands.</summary>
    public static readonly Ground Standing = new("standing", 0, (canvas, w, h) =>
    {
        canvas.Clear(new SKColor(240, 241, 242));
        using var shade = new SKPaint { Color = SKColors.Black.WithAlpha(46), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, w * 0.022f) };
        canvas.DrawOval(w * 0.47f, h * 0.762f, w * 0.23f, h * 0.026f, shade);
    });

    /// <summary>A shelf full of other things, from edge to edge.</summary>
    public static readonly Ground Cluttered = new("cluttered", 2, (canvas, w, h) =>
    {
        var random = new Random(5);
        canvas.Clear(SKColors.Gray);
        for (var i = 0; i < 900; i++)
        {
            using var paint = new SKPaint { IsAntialias = true, Color = new SKColor((uint)random.Next() | 0xFF000000) };
            canvas.DrawRect(SKRect.Create(random.Next(-20, w), random.Next(-20, h), random.Next(10, w / 7), random.Next(10, h / 7)), paint);
        }
    });

    public void Draw(SKCanvas canvas, int width, int height) => Paint(canvas, width, height);

    public void AddGrain(SKBitmap photo)
    {
        if (Grain == 0) return;
        var random = new Random(11);
        var pixels = photo.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            var by = random.Next(-Grain, Grain + 1);
            pixels[i] = new(Moved(pixels[i].Red, by), Moved(pixels[i].Green, by), Moved(pixels[i].Blue, by));
        }
        photo.Pixels = pixels;
    }

    public override string ToString() => Name;

    private static byte Moved(byte value, int by) => (byte)Math.Clamp(value + by, 0, 255);
}
