using SkiaSharp;

namespace Aigc.Forge.Drawing;

/// <summary>What surfaces carry: stripes, weave, knit, dots, hair lines, bar codes, grain. The fine detail that enlarging must bring back.</summary>
internal static class Textures
{
    public static void Any(SKCanvas canvas, Dice dice, SKRect box, float unit)
    {
        using var pen = new SKPaint { IsAntialias = true, Color = dice.Colour().WithAlpha((byte)dice.Between(70, 255)), IsStroke = true, StrokeWidth = unit * dice.Between(0.003f, 0.02f) };
        var pitch = unit * dice.Between(0.014f, 0.07f);
        canvas.Save();
        canvas.RotateDegrees(dice.Between(0f, 180f), box.MidX, box.MidY);
        var reach = Math.Max(box.Width, box.Height) * 0.75f;
        var wide = new SKRect(box.MidX - reach, box.MidY - reach, box.MidX + reach, box.MidY + reach);
        switch (dice.Below(8))
        {
            case 0: Stripes(canvas, pen, wide, pitch); break;
            case 1: Weave(canvas, pen, wide, pitch); break;
            case 2: Dots(canvas, pen, wide, pitch); break;
            case 3: Hairs(canvas, dice, pen, wide, unit); break;
            case 4: Knit(canvas, pen, wide, pitch); break;
            case 5: BarCode(canvas, dice, box, unit); break;
            case 6: Lettering.Draw(canvas, dice, box, unit); break;
            default: Grain(canvas, dice, wide); break;
        }
        canvas.Restore();
    }

    private static void Stripes(SKCanvas canvas, SKPaint pen, SKRect box, float pitch)
    {
        for (var x = box.Left; x < box.Right; x += pitch) canvas.DrawLine(x, box.Top, x, box.Bottom, pen);
    }

    private static void Weave(SKCanvas canvas, SKPaint pen, SKRect box, float pitch)
    {
        Stripes(canvas, pen, box, pitch);
        for (var y = box.Top; y < box.Bottom; y += pitch) canvas.DrawLine(box.Left, y, box.Right, y, pen);
    }

    private static void Dots(SKCanvas canvas, SKPaint pen, SKRect box, float pitch)
    {
        pen.IsStroke = false;
        for (var y = box.Top; y < box.Bottom; y += pitch)
            for (var x = box.Left; x < box.Right; x += pitch) canvas.DrawCircle(x, y, pitch * 0.3f, pen);
    }

    private static void Hairs(SKCanvas canvas, Dice dice, SKPaint pen, SKRect box, float unit)
    {
        for (var i = 0; i < 80; i++)
        {
            using var builder = new SKPathBuilder();
            builder.MoveTo(dice.Within(box));
            builder.CubicTo(dice.Within(box), dice.Within(box), dice.Within(box));
            using var path = builder.Detach();
            pen.StrokeWidth = unit * dice.Between(0.002f, 0.008f);
            canvas.DrawPath(path, pen);
        }
    }

    private static void Knit(SKCanvas canvas, SKPaint pen, SKRect box, float pitch)
    {
        for (var x = box.Left; x < box.Right; x += pitch)
        {
            using var builder = new SKPathBuilder();
            builder.MoveTo(x, box.Top);
            var right = true;
            for (var y = box.Top; y < box.Bottom; y += pitch * 0.6f, right = !right) builder.LineTo(x + (right ? pitch * 0.5f : 0), y);
            using var path = builder.Detach();
            canvas.DrawPath(path, pen);
        }
    }

    private static void BarCode(SKCanvas canvas, Dice dice, SKRect box, float unit)
    {
        using var black = new SKPaint { Color = new SKColor(16, 16, 18) };
        var line = unit * dice.Between(0.003f, 0.008f);
        for (var x = box.Left; x < box.Right; x += line * dice.Between(2, 6))
            canvas.DrawRect(x, box.MidY - (unit * 0.08f), line * dice.Between(1, 3), unit * 0.16f, black);
    }

    private static void Grain(SKCanvas canvas, Dice dice, SKRect box)
    {
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(dice.Between(0.01f, 0.25f), dice.Between(0.01f, 0.25f), 4, dice.Below(1_000));
        using var paint = new SKPaint { Shader = noise, BlendMode = SKBlendMode.SoftLight };
        canvas.DrawRect(box, paint);
    }
}
