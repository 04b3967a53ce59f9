using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Cutout;

/// <summary>What stands behind a product: paper, wall and table, light that falls off, a little grain.</summary>
internal static class StudioGround
{
    /// <returns>The colour that most of the ground has.</returns>
    public static SKColor Paint(SKCanvas canvas, Dice dice, int side, StudioKind kind)
    {
        if (kind == StudioKind.Shaded && dice.Chance(0.6f)) return FallingOff(canvas, dice, side);
        var colour = Paper(dice);
        switch (dice.Below(6))
        {
            case 0: canvas.Clear(colour); break;
            case 1 or 2: Linear(canvas, dice, side, colour); break;
            case 3: Radial(canvas, dice, side, colour); break;
            default: Table(canvas, dice, side, colour); break;
        }
        if (dice.Chance(0.35f)) Grain(canvas, dice, side);
        return colour;
    }

    // One lamp near a grey wall: from as light as paper to a third of that, and less.
    private static SKColor FallingOff(SKCanvas canvas, Dice dice, int side)
    {
        var colour = Grey(dice, 150, 250);
        var (lit, end) = (new SKPoint(side * dice.Between(0.2f, 0.8f), side * dice.Between(0.3f, 0.9f)), Darker(colour, dice.Between(0.2f, 0.8f)));
        using var shader = dice.Chance(0.5f)
            ? SKShader.CreateRadialGradient(lit, side * dice.Between(0.55f, 1), [colour, end], SKShaderTileMode.Clamp)
            : SKShader.CreateLinearGradient(new(dice.Below(side), 0), lit, [end, colour], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, side, side, paint);
        return Near(dice, Darker(colour, dice.Between(0.6f, 1)), 8);
    }

    private static SKColor Paper(Dice dice) => dice.Below(10) switch
    {
        0 or 1 => SKColors.White,
        2 or 3 or 4 => Grey(dice, 205, 250),
        5 or 6 => Near(dice, Grey(dice, 170, 250), 22),
        7 => Grey(dice, 110, 205),
        8 => dice.Colour(60, 245),
        _ => Grey(dice, 18, 90),
    };

    private static SKColor Grey(Dice dice, int from, int to)
    {
        var level = dice.Between(from, to);
        return new((byte)level, (byte)(level - dice.Below(7)), (byte)(level - dice.Below(11)));
    }

    public static SKColor Near(Dice dice, SKColor colour, int reach)
    {
        byte By(byte value) => (byte)Math.Clamp(value + dice.Between(-reach, reach + 1), 0, 255);
        return new(By(colour.Red), By(colour.Green), By(colour.Blue));
    }

    private static SKColor Darker(SKColor colour, float by) => new((byte)(colour.Red * by), (byte)(colour.Green * by), (byte)(colour.Blue * by));

    private static void Linear(SKCanvas canvas, Dice dice, int side, SKColor colour)
    {
        using var shader = SKShader.CreateLinearGradient(new(dice.Below(side), 0), new(dice.Below(side), side), [colour, Darker(colour, dice.Between(0.72f, 1))], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, side, side, paint);
    }

    private static void Radial(SKCanvas canvas, Dice dice, int side, SKColor colour)
    {
        var middle = new SKPoint(side * dice.Between(0.3f, 0.7f), side * dice.Between(0.25f, 0.7f));
        using var shader = SKShader.CreateRadialGradient(middle, side * dice.Between(0.6f, 1.1f), [colour, Darker(colour, dice.Between(0.6f, 0.97f))], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, side, side, paint);
    }

    // The line between wall and table is soft where the paper is bent, hard where there is an edge.
    private static void Table(SKCanvas canvas, Dice dice, int side, SKColor colour)
    {
        Linear(canvas, dice, side, colour);
        var table = dice.Chance(0.6f) ? Darker(colour, dice.Between(0.85f, 0.98f)) : Near(dice, colour, 14);
        var (top, soft) = (side * dice.Between(0.5f, 0.85f), side * dice.Between(0.004f, 0.12f));
        using var shader = SKShader.CreateLinearGradient(new(0, top - soft), new(0, top + soft), [table.WithAlpha(0), table], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, top - soft, side, side - top + soft, paint);
    }

    private static void Grain(SKCanvas canvas, Dice dice, int side)
    {
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(dice.Between(0.004f, 0.3f), dice.Between(0.004f, 0.3f), 3, dice.Below(1_000));
        using var paint = new SKPaint { Shader = noise, BlendMode = SKBlendMode.SoftLight, ColorFilter = SKColorFilter.CreateColorMatrix(Faint(dice.Between(0.05f, 0.3f))) };
        canvas.DrawRect(0, 0, side, side, paint);
    }

    // Grey noise that hardly leaves the middle.
    private static float[] Faint(float share) =>
        [share, 0, 0, 0, (1 - share) / 2, share, 0, 0, 0, (1 - share) / 2, share, 0, 0, 0, (1 - share) / 2, 0, 0, 0, 0, 1];
}
