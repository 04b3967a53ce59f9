using SkiaSharp;

namespace Aigc.Local.Samples;

/// <summary>Products as shapes on a canvas of 1000 by 1000, standing on y = 810.</summary>
internal static class SampleShapes
{
    public static void Mug(SKCanvas canvas, SKColor color)
    {
        using var handle = new SKPaint { IsAntialias = true, Color = Shade(color, 0.85f), IsStroke = true, StrokeWidth = 42 };
        canvas.DrawOval(new SKRect(600, 430, 790, 700), handle);
        Body(canvas, new SKRect(290, 360, 670, 810), 36, color);
        using var rim = new SKPaint { IsAntialias = true, Color = Shade(color, 0.6f) };
        canvas.DrawOval(480, 366, 186, 34, rim);
    }

    public static void Bottle(SKCanvas canvas, SKColor color)
    {
        Body(canvas, new SKRect(385, 330, 615, 810), 60, color);
        Body(canvas, new SKRect(445, 220, 555, 350), 20, Shade(color, 0.8f));
        Body(canvas, new SKRect(430, 160, 570, 240), 18, new SKColor(52, 54, 58));
        using var band = new SKPaint { Color = Shade(color, 1.35f) };
        canvas.DrawRect(385, 520, 230, 70, band);
    }

    public static void Lamp(SKCanvas canvas, SKColor color)
    {
        using var arm = new SKPaint { IsAntialias = true, Color = color, IsStroke = true, StrokeWidth = 24, StrokeCap = SKStrokeCap.Round };
        canvas.DrawLine(470, 790, 620, 510, arm);
        canvas.DrawLine(620, 510, 430, 300, arm);
        using var fill = new SKPaint { IsAntialias = true, Color = color };
        canvas.DrawRoundRect(new SKRect(330, 775, 620, 812), 18, 18, fill);
        using var shade = Path((300, 400), (360, 230), (510, 260), (500, 420));
        canvas.DrawPath(shade, fill);
    }

    public static void Shirt(SKCanvas canvas, SKColor color)
    {
        using var outline = Path((390, 220), (455, 270), (545, 270), (610, 220), (790, 340), (710, 450), (650, 410), (650, 810), (350, 810), (350, 410), (290, 450), (210, 340));
        Fill(canvas, outline, color);
        using var seam = new SKPaint { IsAntialias = true, Color = Shade(color, 0.75f), IsStroke = true, StrokeWidth = 6 };
        canvas.DrawLine(350, 780, 650, 780, seam);
    }

    public static void Backpack(SKCanvas canvas, SKColor color)
    {
        using var strap = new SKPaint { IsAntialias = true, Color = Shade(color, 0.6f), IsStroke = true, StrokeWidth = 30 };
        canvas.DrawOval(new SKRect(430, 150, 570, 290), strap);
        Body(canvas, new SKRect(290, 220, 710, 810), 110, color);
        Body(canvas, new SKRect(350, 520, 650, 760), 40, Shade(color, 0.82f));
        using var zip = new SKPaint { IsAntialias = true, Color = Shade(color, 0.5f), IsStroke = true, StrokeWidth = 10 };
        canvas.DrawLine(370, 560, 630, 560, zip);
    }

    public static void Tote(SKCanvas canvas, SKColor color)
    {
        using var handle = new SKPaint { IsAntialias = true, Color = Shade(color, 0.8f), IsStroke = true, StrokeWidth = 22 };
        canvas.DrawArc(new SKRect(390, 170, 610, 560), 180, 180, false, handle);
        using var bag = Path((300, 360), (700, 360), (740, 810), (260, 810));
        Fill(canvas, bag, color);
    }

    public static void Ball(SKCanvas canvas, SKColor color)
    {
        using var light = SKShader.CreateRadialGradient(new(430, 450), 330, [Shade(color, 1.3f), Shade(color, 0.7f)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = light };
        canvas.DrawCircle(500, 550, 260, paint);
        using var panel = new SKPaint { IsAntialias = true, Color = new SKColor(96, 40, 62), IsStroke = true, StrokeWidth = 9 };
        canvas.DrawOval(new SKRect(410, 290, 590, 810), panel);
        canvas.DrawLine(242, 550, 758, 550, panel);
    }

    private static void Body(SKCanvas canvas, SKRect box, float radius, SKColor color)
    {
        using var light = SKShader.CreateLinearGradient(new(box.Left, 0), new(box.Right, 0), [Shade(color, 0.8f), Shade(color, 1.22f), Shade(color, 0.72f)], [0, 0.35f, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = light };
        canvas.DrawRoundRect(box, radius, radius, paint);
    }

    private static void Fill(SKCanvas canvas, SKPath path, SKColor color)
    {
        using var light = SKShader.CreateLinearGradient(new(250, 250), new(750, 800), [Shade(color, 1.2f), Shade(color, 0.78f)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = light };
        canvas.DrawPath(path, paint);
    }

    private static SKPath Path(params ReadOnlySpan<(float X, float Y)> points)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(points[0].X, points[0].Y);
        foreach (var (x, y) in points[1..]) builder.LineTo(x, y);
        builder.Close();
        return builder.Detach();
    }

    private static SKColor Shade(SKColor color, float by) => new((byte)Math.Clamp(color.Red * by, 0, 255), (byte)Math.Clamp(color.Green * by, 0, 255), (byte)Math.Clamp(color.Blue * by, 0, 255));
}
