using SkiaSharp;

namespace Aigc.ImageService.Tests.Drawing;

/// <summary>Products to draw. All of them lie within the middle of the picture.</summary>
internal sealed record Shape(string Name, bool Detailed, Action<SKCanvas, SKPaint, float, float> Outline)
{
    public static readonly Shape Mug = new("mug", true, (canvas, paint, w, h) =>
    {
        canvas.DrawRoundRect(new SKRect(w * 0.27f, h * 0.25f, w * 0.63f, h * 0.75f), w * 0.05f, w * 0.05f, paint);
        using var handle = new SKPaint { IsAntialias = true, Color = paint.Color, IsStroke = true, StrokeWidth = w * 0.045f };
        canvas.DrawOval(new SKRect(w * 0.58f, h * 0.36f, w * 0.76f, h * 0.62f), handle);
    });

    public static readonly Shape Bottle = new("bottle", true, (canvas, paint, w, h) =>
    {
        canvas.DrawRoundRect(new SKRect(w * 0.38f, h * 0.36f, w * 0.62f, h * 0.88f), w * 0.05f, w * 0.05f, paint);
        canvas.DrawRect(new SKRect(w * 0.45f, h * 0.14f, w * 0.55f, h * 0.4f), paint);
    });

    public static readonly Shape Boot = new("boot", true, (canvas, paint, w, h) =>
    {
        using var outline = new SKPathBuilder();
        outline.MoveTo(w * 0.32f, h * 0.22f);
        outline.LineTo(w * 0.54f, h * 0.22f);
        outline.LineTo(w * 0.56f, h * 0.52f);
        outline.CubicTo(w * 0.62f, h * 0.6f, w * 0.82f, h * 0.58f, w * 0.82f, h * 0.76f);
        outline.LineTo(w * 0.3f, h * 0.76f);
        outline.Close();
        using var path = outline.Detach();
        canvas.DrawPath(path, paint);
    });

    /// <summary>One flat colour: what is not this colour came from elsewhere.</summary>
    public static readonly Shape Disc = new("disc", false, (canvas, paint, w, h) => canvas.DrawCircle(w / 2, h / 2, Math.Min(w, h) * 0.3f, paint));

    public void Silhouette(SKCanvas canvas, int width, int height)
    {
        using var white = new SKPaint { IsAntialias = true, Color = SKColors.White };
        Outline(canvas, white, width, height);
    }

    public void Draw(SKCanvas canvas, int width, int height, SKColor colour)
    {
        using var whole = new SKPaint { IsAntialias = true };
        canvas.SaveLayer(whole);
        using (var body = new SKPaint { IsAntialias = true, Color = colour }) Outline(canvas, body, width, height);
        if (Detailed) DrawBands(canvas, width, height, colour);
        canvas.Restore();
    }

    // Bands are drawn on the product alone.
    private static void DrawBands(SKCanvas canvas, int width, int height, SKColor colour)
    {
        using var band = new SKPaint { BlendMode = SKBlendMode.SrcATop, Color = new((byte)(colour.Red / 2), (byte)(colour.Green / 2 + 60), (byte)(colour.Blue / 2 + 40)) };
        for (var i = 0; i < 4; i++) canvas.DrawRect(new SKRect(0, height * (0.42f + (i * 0.08f)), width, height * (0.45f + (i * 0.08f))), band);
    }

    public override string ToString() => Name;
}
