using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Cutout;

/// <summary>Light on a round body: from a highlight to black, through the lightness of what stands behind it, with a weave that only shows where light falls.</summary>
internal static class ProductShading
{
    public static void Paint(SKCanvas canvas, Dice dice, int side, SKPoint centre, float radius, SKColor ground)
    {
        if (dice.Chance(0.8f)) Round(canvas, dice, side, centre, radius, ground);
        for (var i = dice.Below(4); i > 0; i--) Patch(canvas, dice, side, centre, radius, ground);
        if (dice.Chance(0.4f)) Weave(canvas, dice, side, centre, radius);
    }

    private static void Round(SKCanvas canvas, Dice dice, int side, SKPoint centre, float radius, SKColor ground)
    {
        var (turn, strength) = (dice.Between(0f, MathF.Tau), (byte)dice.Between(110, 256));
        SKPoint At(float share) => new(centre.X + (radius * share * MathF.Cos(turn)), centre.Y + (radius * share * MathF.Sin(turn)));
        var light = StudioGround.Near(dice, new(236, 236, 234), 18).WithAlpha(strength);
        var dark = StudioGround.Near(dice, new(34, 34, 36), 24).WithAlpha(strength);
        SKColor[] colours = [light, StudioGround.Near(dice, ground, 12).WithAlpha(strength), dark];
        using var shader = dice.Chance(0.5f)
            ? SKShader.CreateLinearGradient(At(1), At(-1), colours, SKShaderTileMode.Clamp)
            : SKShader.CreateRadialGradient(At(dice.Between(0f, 0.8f)), radius * dice.Between(0.8f, 1.9f), colours, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, BlendMode = SKBlendMode.SrcATop };
        canvas.DrawRect(0, 0, side, side, paint);
    }

    // Mirrors the ground, near the outline.
    private static void Patch(SKCanvas canvas, Dice dice, int side, SKPoint centre, float radius, SKColor ground)
    {
        var (turn, reach) = (dice.Between(0f, MathF.Tau), radius * dice.Between(0.5f, 1.1f));
        var colour = StudioGround.Near(dice, ground, 14).WithAlpha((byte)dice.Between(120, 256));
        using var paint = new SKPaint { IsAntialias = true, BlendMode = SKBlendMode.SrcATop, Color = colour, MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * dice.Between(0.004f, 0.05f)) };
        canvas.DrawOval(centre.X + (reach * MathF.Cos(turn)), centre.Y + (reach * MathF.Sin(turn)), radius * dice.Between(0.1f, 0.5f), radius * dice.Between(0.06f, 0.35f), paint);
    }

    private static void Weave(SKCanvas canvas, Dice dice, int side, SKPoint centre, float radius)
    {
        using var pen = new SKPaint { IsAntialias = true, BlendMode = SKBlendMode.SrcATop, IsStroke = true, StrokeWidth = side * dice.Between(0.002f, 0.006f), Color = SKColors.Black.WithAlpha((byte)dice.Between(25, 140)) };
        var pitch = side * dice.Between(0.007f, 0.02f);
        canvas.Save();
        canvas.RotateDegrees(dice.Between(0f, 180f), centre.X, centre.Y);
        for (var at = -radius * 2; at < radius * 2; at += pitch)
        {
            canvas.DrawLine(centre.X + at, centre.Y - (radius * 2), centre.X + at, centre.Y + (radius * 2), pen);
            canvas.DrawLine(centre.X - (radius * 2), centre.Y + at, centre.X + (radius * 2), centre.Y + at, pen);
        }
        canvas.Restore();
    }
}
