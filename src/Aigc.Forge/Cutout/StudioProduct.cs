using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Cutout;

/// <summary>A product on a transparent layer, so that the layer's alpha is the truth.</summary>
internal static class StudioProduct
{
    /// <param name="ground">What stands behind it: some products hardly differ from that.</param>
    public static void Paint(SKSurface layer, Dice dice, int side, SKColor ground, StudioKind kind)
    {
        var canvas = layer.Canvas;
        var isShaded = kind == StudioKind.Shaded;
        var palette = isShaded ? Greys(dice, ground) : Palette(dice, ground);
        // Some are cut off by the frame.
        var radius = side * (dice.Chance(0.07f) ? dice.Between(0.47f, 0.6f) : dice.Between(0.24f, 0.47f));
        var centre = new SKPoint(side * dice.Between(0.42f, 0.58f), side * dice.Between(0.42f, 0.58f));
        canvas.Save();
        canvas.RotateDegrees(dice.Chance(0.35f) ? dice.Between(-45f, 45f) : dice.Between(-6f, 6f), centre.X, centre.Y);
        var form = new ProductForms(canvas, dice, side, palette);
        form.Any(centre, radius);
        canvas.Restore();
        if (isShaded) ProductShading.Paint(canvas, dice, side, centre, radius, ground);
        Surface(canvas, dice, side, centre, radius, form.IsFaint);
        if (dice.Chance(0.3f)) Rim(layer, dice, side);
    }

    // Light from behind or above runs along one side of the outline, often as bright as the paper.
    private static void Rim(SKSurface layer, Dice dice, int side)
    {
        using var whole = layer.Snapshot();
        var canvas = layer.Canvas;
        var (turn, width) = (dice.Between(0f, MathF.Tau), side * dice.Between(0.006f, 0.035f));
        using var onto = new SKPaint { BlendMode = SKBlendMode.SrcATop };
        canvas.SaveLayer(onto);
        using (var light = new SKPaint { ColorFilter = SKColorFilter.CreateBlendMode(SKColors.White.WithAlpha((byte)dice.Between(60, 235)), SKBlendMode.SrcIn) }) canvas.DrawImage(whole, 0, 0, SKSamplingOptions.Default, light);
        var soft = width * dice.Between(0.2f, 0.7f);
        using var blur = SKImageFilter.CreateBlur(soft, soft);
        using (var inner = new SKPaint { BlendMode = SKBlendMode.DstOut, ImageFilter = blur }) canvas.DrawImage(whole, width * MathF.Cos(turn), width * MathF.Sin(turn), SKSamplingOptions.Default, inner);
        canvas.Restore();
    }

    private static SKColor[] Greys(Dice dice, SKColor ground)
    {
        var main = dice.Chance(0.4f) ? StudioGround.Near(dice, ground, 16) : Grey(dice);
        return [main, StudioGround.Near(dice, main, 20), StudioGround.Near(dice, new(30, 30, 32), 22), dice.Chance(0.3f) ? dice.Colour() : StudioGround.Near(dice, main, 60)];
    }

    private static SKColor[] Palette(Dice dice, SKColor ground)
    {
        var main = dice.Below(10) switch
        {
            0 => StudioGround.Near(dice, ground, 14),
            1 => StudioGround.Near(dice, new(240, 239, 236), 14),
            2 or 3 or 4 => StudioGround.Near(dice, new(40, 40, 42), 28),
            5 => Grey(dice),
            _ => dice.Colour(),
        };
        return [main, StudioGround.Near(dice, main, 45), dice.Chance(0.4f) ? dice.Colour() : StudioGround.Near(dice, main, 90), dice.Chance(0.5f) ? new(28, 28, 30) : dice.Colour()];
    }

    private static SKColor Grey(Dice dice)
    {
        var level = dice.Between(60, 220);
        return StudioGround.Near(dice, new((byte)level, (byte)level, (byte)level), 5);
    }

    // Only what is there takes colour: texture, light from one side, a highlight.
    private static void Surface(SKCanvas canvas, Dice dice, int side, SKPoint centre, float radius, bool calm)
    {
        var box = new SKRect(centre.X - radius, centre.Y - radius, centre.X + radius, centre.Y + radius);
        using var onto = new SKPaint { BlendMode = SKBlendMode.SrcATop };
        for (var i = calm || dice.Chance(0.5f) ? 0 : dice.Between(1, 3); i > 0; i--)
        {
            canvas.SaveLayer(onto);
            Textures.Any(canvas, dice, box, side);
            canvas.Restore();
        }
        if (!calm && dice.Chance(0.45f)) Folds(canvas, dice, side, box);
        var turn = dice.Between(0f, MathF.Tau);
        var to = new SKPoint(centre.X + (radius * MathF.Cos(turn)), centre.Y + (radius * MathF.Sin(turn)));
        var from = new SKPoint((2 * centre.X) - to.X, (2 * centre.Y) - to.Y);
        using (var shader = SKShader.CreateLinearGradient(from, to, [SKColors.White.WithAlpha((byte)dice.Below(60)), SKColors.Black.WithAlpha((byte)dice.Between(10, 120))], SKShaderTileMode.Clamp))
        using (var light = new SKPaint { Shader = shader, BlendMode = SKBlendMode.SrcATop }) canvas.DrawRect(0, 0, side, side, light);
        for (var i = dice.Below(3); i > 0; i--)
        {
            using var glint = new SKPaint { IsAntialias = true, BlendMode = SKBlendMode.SrcATop, Color = SKColors.White.WithAlpha((byte)dice.Between(40, 190)), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * dice.Between(0.004f, 0.03f)) };
            canvas.DrawOval(dice.Between(box.Left, box.Right), dice.Between(box.Top, box.Bottom), radius * dice.Between(0.04f, 0.3f), radius * dice.Between(0.04f, 0.3f), glint);
        }
    }

    // Cloth and moulded parts are light and dark by turns, down to the darkness of their own shadow.
    private static void Folds(SKCanvas canvas, Dice dice, int side, SKRect box)
    {
        for (var i = dice.Between(2, 10); i > 0; i--)
        {
            using var builder = new SKPathBuilder();
            builder.MoveTo(dice.Within(box));
            builder.QuadTo(dice.Within(box), dice.Within(box));
            using var fold = builder.Detach();
            var colour = dice.Chance(0.6f) ? SKColors.Black.WithAlpha((byte)dice.Between(50, 210)) : SKColors.White.WithAlpha((byte)dice.Between(30, 150));
            using var paint = new SKPaint { IsAntialias = true, IsStroke = true, BlendMode = SKBlendMode.SrcATop, Color = colour, StrokeWidth = side * dice.Between(0.008f, 0.09f), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * dice.Between(0.003f, 0.03f)) };
            canvas.DrawPath(fold, paint);
        }
    }
}
