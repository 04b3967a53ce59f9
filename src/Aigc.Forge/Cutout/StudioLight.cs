using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Cutout;

/// <summary>What light does beside a product: contact and cast shadows, hard and soft, one lamp or two; reflections; fall-off towards the corners.</summary>
internal static class StudioLight
{
    private static readonly Lamp Soft = new(IsBare: false, 0.1f, 0.62f);
    private static readonly Lamp Aside = new(IsBare: false, 0.08f, 0.55f);
    private static readonly Lamp Bare = new(IsBare: true, 0.5f, 0.88f);

    public static void Cast(SKCanvas canvas, Dice dice, int side, SKImage product, SKRect box, StudioKind kind)
    {
        if (kind == StudioKind.Shaded && dice.Chance(0.45f)) Pool(canvas, dice, side, box);
        if (kind == StudioKind.HardShadow || dice.Chance(0.2f))
        {
            CastHard(canvas, dice, side, product, box);
            return;
        }
        var stands = dice.Chance(0.62f);
        if (stands && dice.Chance(0.22f)) Reflect(canvas, dice, side, product, box);
        if (!dice.Chance(0.9f)) return;
        for (var lamps = dice.Chance(0.25f) ? 2 : 1; lamps > 0; lamps--)
            if (stands && dice.Chance(0.4f)) Widening(canvas, dice, side, product, box);
            else if (stands) OnFloor(canvas, dice, side, product, box, Soft);
            else Beside(canvas, dice, side, product, dice.Between(0.004f, 0.05f), Aside);
        if (stands && dice.Chance(0.75f)) Contact(canvas, dice, side, box, 40, 190);
        if (stands && dice.Chance(0.4f)) Under(canvas, dice, side, product);
        if (dice.Chance(0.2f)) Beside(canvas, dice, side, product, dice.Between(0.04f, 0.13f), Aside);
    }

    // One bare lamp: the shadow is nearly as dark as a product, hardly softer than its outline, and joined to it.
    private static void CastHard(SKCanvas canvas, Dice dice, int side, SKImage product, SKRect box)
    {
        if (dice.Chance(0.6f)) OnFloor(canvas, dice, side, product, box, Bare);
        else Beside(canvas, dice, side, product, dice.Between(0.015f, 0.08f), Bare);
        Contact(canvas, dice, side, box, 120, 235);
        if (dice.Chance(0.4f)) Under(canvas, dice, side, product);
    }

    public static void Fall(SKCanvas canvas, Dice dice, int side)
    {
        if (!dice.Chance(0.4f)) return;
        using var shader = SKShader.CreateRadialGradient(new(side * dice.Between(0.3f, 0.7f), side * dice.Between(0.3f, 0.7f)), side * dice.Between(0.7f, 1.1f), [SKColors.Black.WithAlpha(0), SKColors.Black.WithAlpha((byte)dice.Between(8, 70))], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, side, side, paint);
    }

    // The silhouette laid down on the floor: behind the product where the light comes from the front, before it where it comes from behind.
    private static void OnFloor(SKCanvas canvas, Dice dice, int side, SKImage product, SKRect box, Lamp lamp)
    {
        var length = dice.Between(0.12f, 0.6f) * (dice.Chance(0.45f) ? -1 : 1);
        Laid(canvas, side, box, length, dice.Between(-1.3f, 1.3f), dice.Between(-0.02f, 0.005f), () => Silhouette(canvas, dice, product, side * Softness(dice, lamp), dice.Between(lamp.Least, lamp.Most)));
    }

    // A lamp has a width: the shadow is sharp and dark where the product stands, wide and faint far from there.
    private static void Widening(SKCanvas canvas, Dice dice, int side, SKImage product, SKRect box)
    {
        var (length, lean, lift) = (dice.Between(0.15f, 0.6f) * (dice.Chance(0.45f) ? -1 : 1), dice.Between(-1.3f, 1.3f), dice.Between(-0.02f, 0.005f));
        var (sigma, strength) = (dice.Between(0.0015f, 0.006f), dice.Between(0.12f, 0.45f));
        foreach (var (share, wide) in (ReadOnlySpan<(float, float)>)[(1, 8), (0.55f, 3.5f), (0.25f, 1)])
            Laid(canvas, side, box, length * share, lean, lift, () => Silhouette(canvas, dice, product, side * sigma * wide, strength));
    }

    private static void Laid(SKCanvas canvas, int side, SKRect box, float length, float lean, float lift, Action silhouette)
    {
        canvas.Save();
        canvas.Translate(0, box.Bottom);
        canvas.Concat(new SKMatrix(1, lean * length, 0, 0, length, 0, 0, 0, 1));
        canvas.Translate(0, -box.Bottom + (side * lift));
        silhouette();
        canvas.Restore();
    }

    // What is dark below each part that stands, however high the lowest of them.
    private static void Under(SKCanvas canvas, Dice dice, int side, SKImage product)
    {
        canvas.Save();
        canvas.Translate(side * dice.Between(-0.012f, 0.012f), side * dice.Between(0.004f, 0.022f));
        Silhouette(canvas, dice, product, side * dice.Between(0.001f, 0.008f), dice.Between(0.25f, 0.9f));
        canvas.Restore();
    }

    private static void Beside(SKCanvas canvas, Dice dice, int side, SKImage product, float distance, Lamp lamp)
    {
        var angle = dice.Between(0f, MathF.Tau);
        canvas.Save();
        canvas.Translate(side * distance * MathF.Cos(angle), side * distance * MathF.Abs(MathF.Sin(angle)));
        Silhouette(canvas, dice, product, side * (lamp.IsBare ? Softness(dice, lamp) : Math.Max(Softness(dice, lamp), distance * 0.12f)), dice.Between(lamp.Least, lamp.Most));
        canvas.Restore();
    }

    private static float Softness(Dice dice, Lamp lamp) => lamp.IsBare ? dice.Between(0.0015f, 0.008f) : dice.Chance(0.3f) ? dice.Between(0.001f, 0.006f) : dice.Between(0.006f, 0.04f);

    private static void Silhouette(SKCanvas canvas, Dice dice, SKImage product, float sigma, float strength)
    {
        // Light that a coloured product throws back tints its shadow.
        var shade = (dice.Chance(0.2f) ? dice.Colour(0, 80) : StudioGround.Near(dice, new(16, 16, 18), 14)).WithAlpha((byte)(255 * strength));
        using var tint = SKColorFilter.CreateBlendMode(shade, SKBlendMode.SrcIn);
        using var blur = SKImageFilter.CreateBlur(sigma, sigma);
        using var paint = new SKPaint { ColorFilter = tint, ImageFilter = blur };
        canvas.DrawImage(product, 0, 0, new SKSamplingOptions(SKFilterMode.Linear), paint);
    }

    private static void Contact(SKCanvas canvas, Dice dice, int side, SKRect box, int faintest, int darkest)
    {
        var (half, height) = (box.Width * dice.Between(0.36f, 0.54f), side * dice.Between(0.006f, 0.035f));
        using var dark = new SKPaint { IsAntialias = true, Color = SKColors.Black.WithAlpha((byte)dice.Between(faintest, darkest)), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * dice.Between(0.004f, 0.025f)) };
        canvas.DrawOval(box.MidX + (side * dice.Between(-0.02f, 0.02f)), box.Bottom - (height * 0.4f), half, height, dark);
    }

    // Where no light comes from below: black at the foot, wider than the product is, and soft only far from it.
    private static void Pool(SKCanvas canvas, Dice dice, int side, SKRect box)
    {
        var (half, height) = (box.Width * dice.Between(0.3f, 0.75f), side * dice.Between(0.012f, 0.05f));
        var middle = new SKPoint(box.MidX + (box.Width * dice.Between(-0.35f, 0.35f)), box.Bottom - (height * dice.Between(-0.1f, 0.9f)));
        foreach (var (reach, soft, darkest) in (ReadOnlySpan<(float, float, int)>)[(1.3f, 0.03f, 160), (1, 0.012f, 250)])
        {
            using var dark = new SKPaint { IsAntialias = true, Color = new(8, 8, 9, (byte)dice.Between(90, darkest)), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * soft * dice.Between(0.4f, 1.2f)) };
            canvas.DrawOval(middle.X, middle.Y, half * reach, height * reach, dark);
        }
    }

    private static void Reflect(SKCanvas canvas, Dice dice, int side, SKImage product, SKRect box)
    {
        using var layer = new SKPaint { ImageFilter = SKImageFilter.CreateBlur(dice.Between(0.2f, 3f), dice.Between(0.2f, 3f)) };
        canvas.SaveLayer(layer);
        canvas.Save();
        canvas.Translate(0, box.Bottom * 2);
        canvas.Scale(1, -1);
        canvas.DrawImage(product, 0, 0, SKSamplingOptions.Default);
        canvas.Restore();
        var depth = side * dice.Between(0.06f, 0.35f);
        using var shader = SKShader.CreateLinearGradient(new(0, box.Bottom), new(0, box.Bottom + depth), [SKColors.Black.WithAlpha((byte)dice.Between(25, 110)), SKColors.Transparent], SKShaderTileMode.Clamp);
        using var fade = new SKPaint { Shader = shader, BlendMode = SKBlendMode.DstIn };
        canvas.DrawRect(0, 0, side, side, fade);
        canvas.Restore();
    }

    /// <param name="Least">Share of the light that its shadow takes at least; <paramref name="Most"/> at most.</param>
    private readonly record struct Lamp(bool IsBare, float Least, float Most);
}
