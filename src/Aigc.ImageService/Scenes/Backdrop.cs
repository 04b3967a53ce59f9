using SkiaSharp;

namespace Aigc.ImageService.Scenes;

/// <summary>Draws what is behind and below a product. The same seed, the same picture.</summary>
internal sealed class Backdrop(SceneTemplate template, SKCanvas canvas, int width, int height, bool lightFromRight, ulong seed)
{
    private readonly Random _random = new((int)(seed % int.MaxValue));

    private float Unit => Math.Min(width, height) / 1000f;

    /// <param name="product">Where the product will be.</param>
    public void Draw(SKRect product)
    {
        var surface = new SurfaceTexture(canvas, template, Unit, _random);
        if (template.View == SceneView.FlatLay)
        {
            FromAbove(surface);
            return;
        }
        Wall();
        if (template.Window) Window();
        Table(surface);
        if (template.Podium) Podium(product);
    }

    private SKPoint Light => new(width * ((lightFromRight ? 0.62f : 0.22f) + (0.16f * _random.NextSingle())), height * 0.22f);

    private void FromAbove(SurfaceTexture surface)
    {
        var all = SKRect.Create(width, height);
        using (var shader = SKShader.CreateRadialGradient(Light, Math.Max(width, height) * 1.1f, [Shade(template.SurfaceColour, 1.05f), Shade(template.SurfaceColour, 0.97f), template.WallColour], [0, 0.55f, 1], SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = shader, IsDither = true }) canvas.DrawRect(all, paint);
        surface.Draw(all, isFromAbove: true);
    }

    private void Wall()
    {
        using var shader = SKShader.CreateRadialGradient(Light, Math.Max(width, height) * 0.95f, [Shade(template.WallColour, 1.06f), Shade(template.WallColour, 0.8f)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, IsDither = true };
        canvas.DrawRect(0, 0, width, height * template.Horizon, paint);
    }

    // Two panes of slanting light with the shade of a bar between them.
    private void Window()
    {
        var horizon = height * template.Horizon;
        using var soft = new SKPaint { Color = SKColors.White.WithAlpha(46), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 14 * Unit), BlendMode = SKBlendMode.SoftLight };
        using var glow = new SKPaint { Color = new SKColor(255, 244, 224, 44), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 14 * Unit) };
        canvas.Save();
        canvas.ClipRect(SKRect.Create(0, 0, width, horizon));
        var (slant, from) = ((lightFromRight ? -0.42f : 0.42f) * height, width * ((lightFromRight ? 0.45f : 0.08f) + (0.1f * _random.NextSingle())));
        foreach (var pane in (float[])[0, 0.2f])
        {
            var left = from + (pane * width);
            using var outline = new SKPathBuilder();
            outline.AddPoly([new(left, -20), new(left + (0.17f * width), -20), new(left + (0.17f * width) + slant, horizon), new(left + slant, horizon)], true);
            using var path = outline.Detach();
            canvas.DrawPath(path, glow);
            canvas.DrawPath(path, soft);
        }
        canvas.Restore();
    }

    private void Table(SurfaceTexture surface)
    {
        var top = height * template.Horizon;
        var area = new SKRect(0, top, width, height);
        using (var shader = SKShader.CreateLinearGradient(new(0, top), new(0, height), [Shade(template.SurfaceColour, 0.84f), Shade(template.SurfaceColour, 1.07f)], SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = shader, IsDither = true }) canvas.DrawRect(area, paint);
        surface.Draw(area, isFromAbove: false);
        using var seam = new SKPaint { Color = SKColors.Black.WithAlpha(38), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 9 * Unit) };
        canvas.DrawRect(-30, top - (4 * Unit), width + 60, 9 * Unit, seam);
    }

    // A cylinder whose upper face the product stands on.
    private void Podium(SKRect product)
    {
        var radius = Math.Min(width * 0.47f, Math.Max(product.Width * 0.72f, 200 * Unit));
        var flat = radius * 0.2f;
        var (x, y) = (product.MidX, product.Bottom - (flat * 0.25f));
        var foot = Math.Min(height * 1.1f, y + (150 * Unit));
        var (light, dark) = (Shade(template.SurfaceColour, 1.06f), Shade(template.SurfaceColour, 0.78f));
        using (var shade = new SKPaint { Color = SKColors.Black.WithAlpha(60), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 18 * Unit) }) canvas.DrawOval(x + (lightFromRight ? -20 : 20) * Unit, foot, radius * 1.08f, flat * 1.1f, shade);
        using (var shader = SKShader.CreateLinearGradient(new(x - radius, 0), new(x + radius, 0), lightFromRight ? [dark, light, Shade(light, 0.94f)] : [Shade(light, 0.94f), light, dark], [0, lightFromRight ? 0.7f : 0.3f, 1], SKShaderTileMode.Clamp))
        using (var side = new SKPaint { Shader = shader, IsAntialias = true, IsDither = true })
        {
            canvas.DrawRect(new(x - radius, y, x + radius, foot), side);
            canvas.DrawOval(x, foot, radius, flat, side);
        }
        using var above = SKShader.CreateLinearGradient(new(x - radius, 0), new(x + radius, 0), lightFromRight ? [Shade(light, 0.97f), Shade(light, 1.05f)] : [Shade(light, 1.05f), Shade(light, 0.97f)], SKShaderTileMode.Clamp);
        using var face = new SKPaint { Shader = above, IsAntialias = true, IsDither = true };
        canvas.DrawOval(x, y, radius, flat, face);
        using var rim = new SKPaint { Color = SKColors.White.WithAlpha(70), IsAntialias = true, IsStroke = true, StrokeWidth = 2 * Unit };
        canvas.DrawOval(x, y, radius - Unit, flat - Unit, rim);
    }

    private static SKColor Shade(SKColor colour, float by) =>
        new((byte)Math.Clamp(colour.Red * by, 0, 255), (byte)Math.Clamp(colour.Green * by, 0, 255), (byte)Math.Clamp(colour.Blue * by, 0, 255));
}
