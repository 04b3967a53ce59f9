using SkiaSharp;

namespace Aigc.Forge.Drawing;

/// <summary>Outlines of things that are sold, in a box around a centre.</summary>
internal static class Outlines
{
    /// <param name="slimmest">The least share of the radius that each side has.</param>
    public static SKPath Any(Dice dice, SKPoint centre, float radius, float slimmest = 0.5f)
    {
        var (w, h) = (radius * dice.Between(slimmest, 1), radius * dice.Between(slimmest, 1));
        var box = new SKRect(centre.X - w, centre.Y - h, centre.X + w, centre.Y + h);
        return dice.Below(7) switch
        {
            0 => Built(path => path.AddOval(box)),
            1 => Built(path => path.AddRoundRect(new SKRoundRect(box, radius * dice.Between(0, 0.3f)))),
            2 => Bottle(box),
            3 => Shirt(box),
            4 => Mug(box),
            5 => Boot(box),
            _ => Pebble(dice, box),
        };
    }

    private static SKPath Built(Action<SKPathBuilder> build)
    {
        using var builder = new SKPathBuilder();
        build(builder);
        return builder.Detach();
    }

    /// <summary>Lines through points given as shares of the box.</summary>
    private static SKPath Polygon(SKRect box, params (float X, float Y)[] points) => Built(path =>
    {
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = (box.Left + (points[i].X * box.Width), box.Top + (points[i].Y * box.Height));
            if (i == 0) path.MoveTo(x, y);
            else path.LineTo(x, y);
        }
        path.Close();
    });

    private static SKPath Bottle(SKRect box) => Polygon(box, (0.38f, 0), (0.62f, 0), (0.62f, 0.22f), (0.78f, 0.34f), (0.8f, 0.42f), (0.8f, 1), (0.2f, 1), (0.2f, 0.42f), (0.22f, 0.34f), (0.38f, 0.22f));

    private static SKPath Shirt(SKRect box) =>
        Polygon(box, (0.32f, 0), (0.4f, 0.07f), (0.6f, 0.07f), (0.68f, 0), (1, 0.2f), (0.88f, 0.42f), (0.78f, 0.36f), (0.78f, 1), (0.22f, 1), (0.22f, 0.36f), (0.12f, 0.42f), (0, 0.2f));

    private static SKPath Boot(SKRect box) => Polygon(box, (0.1f, 0), (0.5f, 0), (0.52f, 0.5f), (0.7f, 0.6f), (0.95f, 0.68f), (1, 0.8f), (1, 1), (0.05f, 1), (0.08f, 0.6f));

    private static SKPath Mug(SKRect box)
    {
        using var body = Built(path => path.AddRoundRect(new SKRoundRect(new(box.Left, box.Top, box.Left + (box.Width * 0.7f), box.Bottom), box.Width * 0.06f)));
        using var outer = Built(path => path.AddOval(new(box.Left + (box.Width * 0.5f), box.Top + (box.Height * 0.2f), box.Right, box.Top + (box.Height * 0.75f))));
        using var inner = Built(path => path.AddOval(new(box.Left + (box.Width * 0.58f), box.Top + (box.Height * 0.28f), box.Right - (box.Width * 0.08f), box.Top + (box.Height * 0.67f))));
        using var handle = outer.Op(inner, SKPathOp.Difference);
        return body.Op(handle, SKPathOp.Union);
    }

    // A circle whose radius sways.
    private static SKPath Pebble(Dice dice, SKRect box) => Built(path =>
    {
        var (waves, phase, depth) = (dice.Between(2, 6), dice.Between(0f, 6.28f), dice.Between(0.05f, 0.25f));
        for (var i = 0; i < 60; i++)
        {
            var angle = i * MathF.Tau / 60;
            var reach = (1 + (depth * MathF.Sin((waves * angle) + phase))) / (1 + depth);
            var point = new SKPoint(box.MidX + (box.Width / 2 * reach * MathF.Cos(angle)), box.MidY + (box.Height / 2 * reach * MathF.Sin(angle)));
            if (i == 0) path.MoveTo(point);
            else path.LineTo(point);
        }
        path.Close();
    });
}
