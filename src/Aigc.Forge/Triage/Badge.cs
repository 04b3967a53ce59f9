using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Triage;

/// <summary>What shops paste into the corner of a photo: a sale badge with writing, a logo of two colours.</summary>
internal static class Badge
{
    /// <summary>Half of its size at the most, as a share of the picture's side.</summary>
    public const float Most = 0.1f;

    public static void Paint(SKCanvas canvas, Dice dice, SKPoint centre, int side)
    {
        var (w, h) = (side * dice.Between(0.05f, Most), side * dice.Between(0.05f, Most));
        using var outline = Outline(dice, centre, w, h);
        var hue = dice.Between(0f, 360f);
        using var fill = new SKPaint { IsAntialias = true, Color = SKColor.FromHsv(hue, dice.Between(55f, 100f), dice.Between(45f, 95f)) };
        canvas.DrawPath(outline, fill);
        canvas.Save();
        canvas.ClipPath(outline, SKClipOperation.Intersect, antialias: true);
        if (dice.Chance(0.6f)) Writing(canvas, dice, centre, w, h);
        else Sign(canvas, dice, centre, Math.Min(w, h), hue);
        canvas.Restore();
    }

    private static SKPath Outline(Dice dice, SKPoint centre, float w, float h)
    {
        using var path = new SKPathBuilder();
        switch (dice.Below(4))
        {
            case 0: path.AddCircle(centre.X, centre.Y, Math.Min(w, h)); break;
            case 1: path.AddRoundRect(new SKRoundRect(new(centre.X - w, centre.Y - (h * 0.6f), centre.X + w, centre.Y + (h * 0.6f)), h * dice.Between(0f, 0.6f))); break;
            case 2: path.AddRect(new(centre.X - w, centre.Y - h, centre.X + w, centre.Y + h)); break;
            default: path.AddPoly(Burst(centre, Math.Min(w, h), dice.Between(8, 16)), true); break;
        }
        return path.Detach();
    }

    private static SKPoint[] Burst(SKPoint centre, float radius, int points) => [.. Enumerable.Range(0, points * 2).Select(i =>
    {
        var (sin, cos) = MathF.SinCos(MathF.PI * i / points);
        var reach = i % 2 == 0 ? radius : radius * 0.8f;
        return new SKPoint(centre.X + (cos * reach), centre.Y + (sin * reach));
    })];

    private static void Writing(SKCanvas canvas, Dice dice, SKPoint centre, float w, float h)
    {
        var (length, height) = (dice.Between(3, 5), Math.Min(w, h) * dice.Between(0.35f, 0.5f));
        Lettering.Line(canvas, dice, new(centre.X - (length * height * 0.42f), centre.Y - (height * 0.5f)), height, length, dice.Chance(0.8f) ? SKColors.White : new SKColor(20, 20, 24));
    }

    private static void Sign(SKCanvas canvas, Dice dice, SKPoint centre, float radius, float hue)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = dice.Chance(0.5f) ? SKColors.White : SKColor.FromHsv((hue + 180) % 360, 80, 90) };
        canvas.DrawCircle(centre.X, centre.Y, radius * dice.Between(0.3f, 0.6f), paint);
    }
}
