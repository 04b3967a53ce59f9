using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Cutout;

/// <summary>What products are made of: bodies, straps, poles, rings, frames, panels, and sets of them.</summary>
internal sealed class ProductForms(SKCanvas canvas, Dice dice, int side, SKColor[] palette)
{
    /// <summary>Drawn so that it hardly differs from the ground: no texture may hide that.</summary>
    public bool IsFaint { get; private set; }

    public void Any(SKPoint centre, float radius)
    {
        IsFaint = dice.Chance(0.15f);
        switch (dice.Below(19))
        {
            case 0 or 1: Solid(centre, radius); break;
            case 13 or 14: Box(centre, radius); break;
            case 15: Vented(centre, radius); break;
            case 16: Crowded(centre, radius); break;
            case 17: Treaded(centre, radius); break;
            case 18: Curved(centre, radius); break;
            case 2: Bag(centre, radius); break;
            case 3: Poles(centre, radius); break;
            case 4: Loops(centre, radius); break;
            case 5: Goggles(centre, radius); break;
            case 6: Tent(centre, radius); break;
            case 7: Furniture(centre, radius); break;
            case 8: Wheels(centre, radius); break;
            case 9: Board(centre, radius); break;
            case 10: Assembled(centre, radius); break;
            case 11: Pair(centre, radius); break;
            default: Panelled(centre, radius); break;
        }
    }

    private void Solid(SKPoint centre, float radius)
    {
        using var outline = Outlines.Any(dice, centre, radius, 0.4f);
        Fill(outline);
    }

    private void Bag(SKPoint centre, float radius)
    {
        for (var i = dice.Between(1, 3); i > 0; i--) Strap(new(centre.X - (radius * dice.Between(0.2f, 0.6f)), centre.Y - (radius * 0.3f)), new(centre.X + (radius * dice.Between(0.2f, 0.6f)), centre.Y - (radius * 0.3f)), -radius * dice.Between(0.9f, 1.9f), dice.Between(0.012f, 0.05f));
        using (var body = Rounded(new(centre.X - (radius * dice.Between(0.5f, 0.8f)), centre.Y - (radius * 0.5f), centre.X + (radius * dice.Between(0.5f, 0.8f)), centre.Y + (radius * 0.95f)), dice.Between(0.1f, 0.6f))) Fill(body);
        using (var pocket = Rounded(SKRect.Create(centre.X - (radius * 0.4f), centre.Y + (radius * 0.2f), radius * 0.8f, radius * 0.5f), 0.2f)) Fill(pocket, palette[1]);
        if (dice.Chance(0.5f)) Strap(new(centre.X + (radius * 0.55f), centre.Y - (radius * 0.2f)), new(centre.X + (radius * dice.Between(0.5f, 1f)), centre.Y + (radius * 0.9f)), radius * dice.Between(-0.2f, 0.4f), dice.Between(0.008f, 0.03f));
    }

    private void Poles(SKPoint centre, float radius)
    {
        for (var i = dice.Between(1, 4); i > 0; i--)
        {
            var lean = radius * dice.Between(-0.5f, 0.5f);
            var at = centre.X + (radius * dice.Between(-0.6f, 0.6f));
            var (top, foot) = (new SKPoint(at + lean, centre.Y - (radius * 1.1f)), new SKPoint(at - lean, centre.Y + (radius * 1.1f)));
            Line(top, foot, dice.Between(0.006f, 0.022f), palette[dice.Below(3)]);
            Line(top, Along(top, foot, 0.13f), dice.Between(0.018f, 0.04f), palette[3]);
            if (dice.Chance(0.5f)) Strap(Along(top, foot, 0.03f), Along(top, foot, 0.1f), radius * 0.25f, 0.008f);
            if (dice.Chance(0.6f)) Disc(Along(top, foot, 0.93f), radius * dice.Between(0.05f, 0.13f), palette[3]);
        }
    }

    private void Loops(SKPoint centre, float radius)
    {
        for (var i = dice.Between(1, 5); i > 0; i--)
        {
            using var pen = Pen(dice.Between(0.012f, 0.06f), palette[dice.Below(4)]);
            var (w, h) = (radius * dice.Between(0.3f, 0.9f), radius * dice.Between(0.2f, 0.9f));
            canvas.DrawOval(centre.X + (radius * dice.Between(-0.25f, 0.25f)), centre.Y + (radius * dice.Between(-0.25f, 0.25f)), w, h, pen);
        }
        if (dice.Chance(0.6f)) Strap(new(centre.X - radius, centre.Y), new(centre.X + radius, centre.Y + (radius * dice.Between(-0.4f, 0.4f))), radius * dice.Between(-0.6f, 0.6f), dice.Between(0.012f, 0.05f));
    }

    private void Goggles(SKPoint centre, float radius)
    {
        Strap(new(centre.X - (radius * 0.85f), centre.Y), new(centre.X + (radius * 0.85f), centre.Y), radius * dice.Between(-1.4f, 1.4f), dice.Between(0.02f, 0.09f), palette[dice.Below(4)]);
        var height = radius * dice.Between(0.3f, 0.5f);
        using (var frame = Rounded(new(centre.X - radius, centre.Y - height, centre.X + radius, centre.Y + height), 0.8f)) Fill(frame);
        using var lens = Rounded(new(centre.X - (radius * 0.86f), centre.Y - (height * 0.75f), centre.X + (radius * 0.86f), centre.Y + (height * 0.7f)), 0.8f);
        Fill(lens, palette[2]);
    }

    private void Tent(SKPoint centre, float radius)
    {
        var (peak, foot) = (new SKPoint(centre.X + (radius * dice.Between(-0.3f, 0.3f)), centre.Y - (radius * dice.Between(0.5f, 0.9f))), centre.Y + (radius * 0.7f));
        for (var i = dice.Below(4); i > 0; i--) Line(Along(peak, new(centre.X, foot), dice.Between(0f, 0.6f)), new(centre.X + (radius * dice.Of(-1.25f, 1.25f)), foot), dice.Between(0.003f, 0.008f), palette[dice.Below(4)]);
        for (var i = 0; i < 2; i++)
        {
            var middle = centre.X + (radius * dice.Between(-0.4f, 0.4f));
            using var builder = new SKPathBuilder();
            builder.MoveTo(peak);
            builder.QuadTo(new(centre.X + (radius * (i == 0 ? -0.5f : 0.5f)), centre.Y - (radius * 0.3f)), new(centre.X + (radius * (i == 0 ? -1 : 1)), foot));
            builder.LineTo(middle, foot);
            builder.Close();
            using var panel = builder.Detach();
            Fill(panel, palette[i]);
        }
    }

    private void Furniture(SKPoint centre, float radius)
    {
        var (seat, foot) = (centre.Y + (radius * dice.Between(-0.1f, 0.2f)), centre.Y + radius);
        foreach (var x in (ReadOnlySpan<float>)[-0.7f, -0.45f, 0.45f, 0.7f]) Line(new(centre.X + (radius * x * 0.9f), seat), new(centre.X + (radius * x), foot - (MathF.Abs(x) < 0.5f ? radius * 0.12f : 0)), dice.Between(0.008f, 0.03f), palette[2]);
        if (dice.Chance(0.5f)) Line(new(centre.X - (radius * 0.66f), foot - (radius * 0.4f)), new(centre.X + (radius * 0.66f), foot - (radius * 0.4f)), 0.01f, palette[2]);
        using (var top = Rounded(new(centre.X - (radius * 0.78f), seat - (radius * dice.Between(0.05f, 0.2f)), centre.X + (radius * 0.78f), seat + (radius * 0.1f)), 0.3f)) Fill(top);
        if (!dice.Chance(0.6f)) return;
        using var back = Rounded(new(centre.X - (radius * 0.7f), centre.Y - radius, centre.X + (radius * 0.7f), centre.Y - (radius * 0.35f)), 0.4f);
        Fill(back, palette[1]);
        Line(new(centre.X - (radius * 0.62f), centre.Y - (radius * 0.5f)), new(centre.X - (radius * 0.62f), seat), 0.016f, palette[2]);
        Line(new(centre.X + (radius * 0.62f), centre.Y - (radius * 0.5f)), new(centre.X + (radius * 0.62f), seat), 0.016f, palette[2]);
    }

    private void Wheels(SKPoint centre, float radius)
    {
        var (size, y) = (radius * dice.Between(0.36f, 0.48f), centre.Y + (radius * 0.35f));
        foreach (var x in (ReadOnlySpan<float>)[centre.X - (radius * 0.62f), centre.X + (radius * 0.62f)])
        {
            using (var tyre = Pen(dice.Between(0.01f, 0.03f), palette[3])) canvas.DrawCircle(x, y, size, tyre);
            var turn = dice.Between(0f, 1f);
            for (var spoke = 0; spoke < 9; spoke++) Line(new(x, y), new(x + (size * MathF.Cos(turn + (spoke * 0.7f))), y + (size * MathF.Sin(turn + (spoke * 0.7f)))), 0.0035f, palette[1]);
        }
        SKPoint crank = new(centre.X - (radius * 0.05f), y), saddle = new(centre.X - (radius * 0.2f), centre.Y - (radius * 0.45f)), bar = new(centre.X + (radius * 0.45f), centre.Y - (radius * 0.5f));
        var width = dice.Between(0.012f, 0.028f);
        foreach (var (from, to) in (ReadOnlySpan<(SKPoint, SKPoint)>)[(crank, saddle), (crank, bar), (saddle, bar), (new(centre.X - (radius * 0.62f), y), crank), (new(centre.X - (radius * 0.62f), y), saddle), (bar, new(centre.X + (radius * 0.62f), y))]) Line(from, to, width, palette[0]);
        Line(new(saddle.X - (radius * 0.12f), saddle.Y - (radius * 0.08f)), new(saddle.X + (radius * 0.14f), saddle.Y - (radius * 0.1f)), 0.03f, palette[3]);
    }

    private void Board(SKPoint centre, float radius)
    {
        var half = radius * dice.Between(0.1f, 0.35f);
        canvas.Save();
        canvas.RotateDegrees(dice.Between(-70f, 70f), centre.X, centre.Y);
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var x = centre.X + (half * 2.6f * (i - 1));
            using var board = Rounded(new(x - half, centre.Y - (radius * 1.15f), x + half, centre.Y + (radius * 1.15f)), 1);
            Fill(board, palette[i - 1]);
        }
        canvas.Restore();
    }

    private void Assembled(SKPoint centre, float radius)
    {
        for (var i = dice.Between(2, 6); i > 0; i--)
        {
            using var part = Outlines.Any(dice, new(centre.X + (radius * dice.Between(-0.45f, 0.45f)), centre.Y + (radius * dice.Between(-0.45f, 0.45f))), radius * dice.Between(0.25f, 0.65f), 0.3f);
            Fill(part, palette[dice.Below(4)]);
        }
        if (dice.Chance(0.4f)) Strap(new(centre.X - (radius * 0.4f), centre.Y), new(centre.X + (radius * 0.4f), centre.Y), radius * dice.Between(-1.6f, 1.6f), dice.Between(0.01f, 0.04f));
    }

    private void Pair(SKPoint centre, float radius)
    {
        foreach (var x in (ReadOnlySpan<float>)[-0.52f, 0.52f])
        {
            using var one = Outlines.Any(dice, new(centre.X + (radius * x), centre.Y + (radius * dice.Between(-0.1f, 0.1f))), radius * 0.55f, 0.6f);
            Fill(one);
        }
    }

    // Three faces seen from a corner: a carton, a book, a device. One of them may be as light as the paper.
    private void Box(SKPoint centre, float radius)
    {
        var (w, h, d) = (radius * dice.Between(0.4f, 1f), radius * dice.Between(0.3f, 1f), radius * dice.Between(0.08f, 0.5f));
        var (lean, rise) = (d * dice.Of(-1f, 1f), d * dice.Between(0.2f, 0.8f));
        SKPoint a = new(centre.X - w, centre.Y - h), b = new(centre.X + w, centre.Y - h), c = new(centre.X + w, centre.Y + h), e = new(centre.X - w, centre.Y + h);
        SKPoint Far(SKPoint near) => new(near.X + lean, near.Y - rise);
        using (var top = Polygon(a, b, Far(b), Far(a))) Fill(top, palette[1]);
        using (var flank = lean > 0 ? Polygon(b, c, Far(c), Far(b)) : Polygon(a, e, Far(e), Far(a))) Fill(flank, dice.Chance(0.3f) ? new(235, 235, 233) : palette[2]);
        using var front = Polygon(a, b, c, e);
        Fill(front);
        if (!dice.Chance(0.5f)) return;
        using var screen = Rounded(new(a.X + (w * 0.2f), a.Y + (h * 0.2f), c.X - (w * 0.2f), c.Y - (h * dice.Between(0.2f, 0.8f))), 0.1f);
        ProductBody.Paint(canvas, dice, screen, side);
    }

    // A shoe's sole: teeth with dark gaps between them, some of which the ground fills.
    private void Treaded(SKPoint centre, float radius)
    {
        var (w, sole) = (radius * dice.Between(0.6f, 1f), radius * dice.Between(0.08f, 0.22f));
        SKRect upper = new(centre.X - w, centre.Y - (radius * dice.Between(0.2f, 0.8f)), centre.X + w, centre.Y + (radius * 0.5f));
        using (var body = Outlines.Any(dice, new(upper.MidX, upper.MidY), Math.Min(upper.Width, upper.Height) / 2, 0.9f)) Fill(body);
        using (var band = Rounded(new(upper.Left, upper.Bottom - sole, upper.Right, upper.Bottom + (sole * 0.3f)), 0.7f)) Fill(band, palette[1]);
        var pitch = w * 2 / dice.Between(6, 22);
        var (tooth, depth, slant) = (pitch * dice.Between(0.5f, 0.85f), sole * dice.Between(0.4f, 1.1f), pitch * dice.Between(-0.5f, 0.5f));
        for (var x = upper.Left + (sole * 0.3f); x + tooth < upper.Right - (sole * 0.2f); x += pitch)
        {
            var (top, low) = (upper.Bottom, upper.Bottom + depth - (radius * 0.05f * MathF.Abs((x - centre.X) / w)));
            using var one = Polygon(new(x, top), new(x + tooth, top), new(x + tooth + slant, low), new(x + slant, low));
            Fill(one, palette[dice.Below(2)]);
        }
    }

    // A body with a concave side and rounded folds, as bags, jackets and helmets have.
    private void Curved(SKPoint centre, float radius)
    {
        using var builder = new SKPathBuilder();
        var corners = dice.Between(5, 10);
        var start = dice.Between(0f, MathF.Tau);
        SKPoint At(float step, float reach) => new(centre.X + (radius * reach * MathF.Cos(start + (step * MathF.Tau / corners))), centre.Y + (radius * reach * MathF.Sin(start + (step * MathF.Tau / corners))));
        builder.MoveTo(At(0, 0.9f));
        for (var i = 0; i < corners; i++) builder.QuadTo(At(i + 0.5f, dice.Between(0.45f, 1.25f)), i == corners - 1 ? At(0, 0.9f) : At(i + 1, dice.Between(0.6f, 1f)));
        builder.Close();
        using var body = builder.Detach();
        Fill(body);
        for (var i = dice.Below(4); i > 0; i--) Strap(At(dice.Below(corners), 0.6f), At(dice.Below(corners), 0.6f), radius * dice.Between(-0.8f, 0.8f), dice.Between(0.01f, 0.05f));
    }

    // Some openings lead through, others are only dark.
    private void Vented(SKPoint centre, float radius)
    {
        Solid(centre, radius);
        for (var i = dice.Between(2, 8); i > 0; i--)
        {
            using var paint = new SKPaint { IsAntialias = true, Color = new(14, 14, 16), BlendMode = dice.Chance(0.4f) ? SKBlendMode.DstOut : SKBlendMode.SrcATop };
            canvas.Save();
            canvas.RotateDegrees(dice.Between(-60f, 60f), centre.X, centre.Y);
            canvas.DrawOval(centre.X + (radius * dice.Between(-0.5f, 0.5f)), centre.Y + (radius * dice.Between(-0.5f, 0.5f)), radius * dice.Between(0.08f, 0.4f), radius * dice.Between(0.03f, 0.14f), paint);
            canvas.Restore();
        }
    }

    private void Crowded(SKPoint centre, float radius)
    {
        using (var body = Outlines.Any(dice, centre, radius * 0.9f, 0.5f)) Fill(body);
        for (var i = dice.Between(5, 16); i > 0; i--)
        {
            var at = new SKPoint(centre.X + (radius * dice.Between(-0.7f, 0.7f)), centre.Y + (radius * dice.Between(-0.7f, 0.7f)));
            if (dice.Chance(0.35f)) { Strap(at, new(at.X + (radius * dice.Between(-0.6f, 0.6f)), at.Y + (radius * dice.Between(-0.6f, 0.6f))), radius * dice.Between(-0.4f, 0.4f), dice.Between(0.006f, 0.03f)); continue; }
            using var part = Outlines.Any(dice, at, radius * dice.Between(0.1f, 0.35f), 0.3f);
            Fill(part, palette[dice.Below(4)]);
        }
    }

    // Light and dark panels side by side: what is as light as the ground belongs to the product all the same.
    private void Panelled(SKPoint centre, float radius)
    {
        using var outline = Outlines.Any(dice, centre, radius, 0.6f);
        Fill(outline);
        canvas.Save();
        canvas.ClipPath(outline, SKClipOperation.Intersect, antialias: true);
        var (box, light) = (outline.Bounds, StudioGround.Near(dice, new(238, 238, 236), 16));
        using var paint = new SKPaint { IsAntialias = true, Color = light };
        if (dice.Chance(0.5f)) canvas.DrawRect(box.Left, box.Top + (box.Height * dice.Between(0.1f, 0.6f)), box.Width, box.Height * dice.Between(0.15f, 0.4f), paint);
        else canvas.DrawRect(box.Left + (box.Width * dice.Between(0f, 0.6f)), box.Top, box.Width * dice.Between(0.2f, 0.5f), box.Height, paint);
        canvas.Restore();
    }

    private void Fill(SKPath outline, SKColor? colour = null)
    {
        if (!IsFaint && colour is null && dice.Chance(0.25f))
        {
            ProductBody.Paint(canvas, dice, outline, side);
            return;
        }
        var (main, box) = (colour ?? palette[0], outline.Bounds);
        using var shader = SKShader.CreateLinearGradient(new(box.Left, box.Top), new(box.Right, dice.Chance(0.5f) ? box.Top : box.Bottom), [StudioGround.Near(dice, main, 12), main, StudioGround.Near(dice, main, 30)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawPath(outline, paint);
        if (!dice.Chance(0.3f)) return;
        using var seam = Pen(dice.Between(0.003f, 0.012f), StudioGround.Near(dice, main, 50));
        canvas.DrawPath(outline, seam);
    }

    private void Strap(SKPoint from, SKPoint to, float sag, float width, SKColor? colour = null)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(from);
        builder.CubicTo(new(from.X + (dice.Between(-0.3f, 0.1f) * sag), from.Y + sag), new(to.X + (dice.Between(-0.1f, 0.3f) * sag), to.Y + sag), to);
        using var path = builder.Detach();
        using var pen = Pen(width, colour ?? palette[dice.Below(4)]);
        canvas.DrawPath(path, pen);
    }

    private void Line(SKPoint from, SKPoint to, float width, SKColor colour)
    {
        using var pen = Pen(width, colour);
        canvas.DrawLine(from, to, pen);
    }

    private void Disc(SKPoint centre, float radius, SKColor colour)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = colour };
        canvas.DrawOval(centre.X, centre.Y, radius, radius * 0.4f, paint);
    }

    private SKPaint Pen(float width, SKColor colour) => new() { IsAntialias = true, IsStroke = true, StrokeCap = dice.Chance(0.5f) ? SKStrokeCap.Round : SKStrokeCap.Butt, StrokeWidth = side * width, Color = colour };

    private static SKPoint Along(SKPoint from, SKPoint to, float share) => new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));

    private static SKPath Polygon(params ReadOnlySpan<SKPoint> points)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(points[0]);
        foreach (var point in points[1..]) builder.LineTo(point);
        builder.Close();
        return builder.Detach();
    }

    /// <param name="round">Radius of the corners as a share of half the shorter side.</param>
    private static SKPath Rounded(SKRect box, float round)
    {
        using var builder = new SKPathBuilder();
        builder.AddRoundRect(new SKRoundRect(box, Math.Min(box.Width, box.Height) / 2 * round));
        return builder.Detach();
    }
}
