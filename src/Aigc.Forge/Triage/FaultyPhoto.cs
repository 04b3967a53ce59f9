using Aigc.Forge.Drawing;
using NetVips;
using SkiaSharp;

namespace Aigc.Forge.Triage;

/// <summary>A studio photo with at most one fault, which is known: the golden set of triage.</summary>
internal static class FaultyPhoto
{
    /// <returns>JPEG.</returns>
    public static byte[] Draw(int seed, Fault fault)
    {
        var dice = new Dice(seed);
        var side = fault == Fault.TooSmall ? dice.Between(140, 290) : dice.Between(360, 720);
        using var surface = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var ground = Ground(surface.Canvas, dice, side, fault);
        if (fault == Fault.Cluttered) Clutter(surface.Canvas, dice, side);
        if (fault != Fault.NoSubject) Products(surface.Canvas, dice, side, fault, ground);
        if (fault == Fault.TextSuspected) Text(surface.Canvas, dice, side);
        if (fault == Fault.LogoSuspected) Badge.Paint(surface.Canvas, dice, AtSide(dice, side), side);
        using var drawn = surface.Snapshot();
        return Taken(drawn, dice, side, fault);
    }

    private static SKColor Ground(SKCanvas canvas, Dice dice, int side, Fault fault)
    {
        var shade = (byte)dice.Between(212, 246);
        var colour = fault == Fault.AlreadyWhite ? SKColors.White : new SKColor(shade, (byte)(shade - dice.Below(8)), (byte)(shade - dice.Below(12)));
        var far = fault == Fault.AlreadyWhite || dice.Chance(0.4f) ? colour : new SKColor((byte)(colour.Red - 26), (byte)(colour.Green - 26), (byte)(colour.Blue - 24));
        using var shader = SKShader.CreateLinearGradient(new(0, 0), new(dice.Below(side), side), [colour, far], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, side, side, paint);
        return colour;
    }

    // Edge to edge: a shelf, a market stall.
    private static void Clutter(SKCanvas canvas, Dice dice, int side)
    {
        for (var i = 0; i < 260; i++)
        {
            using var paint = new SKPaint { IsAntialias = true, Color = dice.Colour() };
            canvas.DrawRect(SKRect.Create(dice.Between(-40, side), dice.Between(-40, side), dice.Between(side / 50, side / 7), dice.Between(side / 50, side / 7)), paint);
        }
    }

    private static void Products(SKCanvas canvas, Dice dice, int side, Fault fault, SKColor ground)
    {
        if (fault == Fault.NotSeparable)
        {
            new TubeRack(dice, side, NearMiddle(dice, side), side * dice.Between(0.26f, 0.34f)).Paint(canvas, dice, side, ground);
            return;
        }
        if (fault == Fault.MultipleObjects)
        {
            // Two by two, well apart.
            for (var i = 0; i < 4; i++) Product(canvas, dice, side, new(side * (0.28f + (0.44f * (i % 2))), side * (0.28f + (0.44f * (i / 2)))), side * 0.17f, ground, fault);
            return;
        }
        var (centre, radius) = fault switch
        {
            Fault.Cropped => (new SKPoint(side * 0.5f, side * dice.Of(0.18f, 0.82f)), side * 0.34f),
            Fault.OffCentre => (new SKPoint(side * dice.Of(0.23f, 0.77f), side * dice.Between(0.4f, 0.6f)), side * 0.17f),
            // Beside the product: what is written on it is its own.
            Fault.TextSuspected or Fault.LogoSuspected => (new SKPoint(side * 0.5f, side * 0.5f), side * 0.28f),
            Fault.SubjectFillsFrame => (new SKPoint(side * 0.5f, side * 0.5f), side * 0.5f),
            _ => (NearMiddle(dice, side), side * dice.Between(0.28f, 0.38f)),
        };
        Product(canvas, dice, side, centre, radius, ground, fault);
    }

    // In a corner, or in the middle of a side.
    private static SKPoint AtSide(Dice dice, int side)
    {
        var (near, across) = (side * (Badge.Most + dice.Between(0.005f, 0.03f)), side * dice.Of(0.13f, 0.5f, 0.87f));
        return dice.Below(4) switch { 0 => new(near, across), 1 => new(side - near, across), 2 => new(across, near), _ => new(across, side - near) };
    }

    private static SKPoint NearMiddle(Dice dice, int side) => new(side * dice.Between(0.46f, 0.54f), side * dice.Between(0.46f, 0.54f));

    private static void Product(SKCanvas canvas, Dice dice, int side, SKPoint centre, float radius, SKColor ground, Fault fault)
    {
        using var outline = fault == Fault.SubjectFillsFrame ? Filling(side) : Outlines.Any(dice, centre, radius, fault == Fault.Cropped ? 1 : 0.7f);
        if (fault == Fault.LowContrast)
        {
            // A few levels off the ground, and nothing on it.
            using var faint = new SKPaint { IsAntialias = true, Color = new SKColor((byte)(ground.Red - 5), (byte)(ground.Green - 4), (byte)(ground.Blue - 5)) };
            canvas.DrawPath(outline, faint);
            return;
        }
        ProductBody.Paint(canvas, dice, outline, side, 15, 150);
    }

    private static SKPath Filling(int side)
    {
        using var builder = new SKPathBuilder();
        builder.AddRoundRect(new SKRoundRect(new(side * 0.022f, side * 0.022f, side * 0.978f, side * 0.978f), side * 0.02f));
        return builder.Detach();
    }

    private static void Text(SKCanvas canvas, Dice dice, int side)
    {
        if (dice.Chance(0.4f))
        {
            Watermark(canvas, dice, side);
            return;
        }
        var height = side * dice.Between(0.03f, 0.06f);
        var top = dice.Of(side * 0.03f, side * 0.9f);
        Lettering.Line(canvas, dice, new(side * dice.Between(0.05f, 0.15f), top), height, dice.Between(8, 14), dice.Colour(0, 90));
    }

    // Across the product and the ground beside it, so that both show through; often slanted.
    private static void Watermark(SKCanvas canvas, Dice dice, int side)
    {
        var (height, grey) = (side * dice.Between(0.045f, 0.07f), (byte)dice.Between(0, 130));
        canvas.Save();
        canvas.RotateDegrees(dice.Of(0, -45, -30, -20, 20, 30), side * 0.5f, side * 0.5f);
        Lettering.Line(canvas, dice, new(side * dice.Between(0.02f, 0.06f), side * dice.Between(0.4f, 0.6f)), height, (int)(side * 0.92f / (height * 0.85f)), new SKColor(grey, grey, grey, (byte)dice.Between(75, 160)));
        canvas.Restore();
    }

    private static byte[] Taken(SKImage drawn, Dice dice, int side, Fault fault)
    {
        using var pixels = drawn.PeekPixels();
        using var rgba = Image.NewFromMemoryCopy<byte>(pixels.GetPixelSpan().ToArray(), side, side, 4, Enums.BandFormat.Uchar);
        using var sharp = rgba.ExtractBand(0, n: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        using var seen = sharp.Gaussblur(fault == Fault.Blurred ? side * dice.Between(0.012f, 0.03f) : 0.4f);
        return seen.JpegsaveBuffer(q: dice.Between(82, 96));
    }
}
