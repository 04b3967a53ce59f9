using SkiaSharp;

namespace Aigc.Forge.Drawing;

/// <summary>Strokes on a grid that look like writing and say nothing.</summary>
internal static class Lettering
{
    public static void Draw(SKCanvas canvas, Dice dice, SKRect box, float unit)
    {
        var height = unit * dice.Between(0.025f, 0.09f);
        using var pen = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            StrokeCap = SKStrokeCap.Round,
            StrokeWidth = height * dice.Between(0.09f, 0.2f),
            Color = dice.Chance(0.5f) ? new SKColor(18, 18, 22) : new SKColor(250, 250, 246),
        };
        var (rows, length) = (dice.Between(1, 6), dice.Between(3, 14));
        for (var row = 0; row < rows; row++) Row(canvas, dice, pen, new(box.Left + (box.Width * 0.12f), box.Top + (box.Height * 0.15f) + (row * height * 1.6f)), height, length);
    }

    /// <summary>One line of writing of a known height, as a watermark or a shop's name is.</summary>
    public static void Line(SKCanvas canvas, Dice dice, SKPoint at, float height, int length, SKColor colour)
    {
        using var pen = new SKPaint { IsAntialias = true, IsStroke = true, StrokeCap = SKStrokeCap.Round, StrokeWidth = height * 0.16f, Color = colour };
        Row(canvas, dice, pen, at, height, length);
    }

    private static void Row(SKCanvas canvas, Dice dice, SKPaint pen, SKPoint at, float height, int length)
    {
        for (var i = 0; i < length; i++) Letter(canvas, dice, pen, new(at.X + (i * height * 0.85f), at.Y), height);
    }

    private static void Letter(SKCanvas canvas, Dice dice, SKPaint pen, SKPoint at, float height)
    {
        using var builder = new SKPathBuilder();
        for (var stroke = dice.Between(2, 5); stroke > 0; stroke--)
        {
            builder.MoveTo(Node());
            if (dice.Chance(0.6f)) builder.LineTo(Node());
            else builder.QuadTo(Node(), Node());
        }
        using var path = builder.Detach();
        canvas.DrawPath(path, pen);
        SKPoint Node() => new(at.X + (dice.Below(3) * height * 0.3f), at.Y + (dice.Below(3) * height * 0.5f));
    }
}
