using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>
/// A studio around the product: wall with a soft light, surface with a grain, contact shadow, cast shadow and a faint reflection. The
/// product's own pixels are only scaled.
/// </summary>
internal sealed class SceneRenderer(SceneStyle style, ulong seed, int width, int height)
{
    private const float Horizon = 0.66f;
    private const float Baseline = 0.84f;

    /// <summary>Share of the frame that the product fills at the most.</summary>
    public const float Fill = 0.66f;

    private readonly Random _random = new((int)(seed % int.MaxValue));

    private float Unit => Math.Min(width, height) / 1000f;

    public Rendered Render(ProductLayer product)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        DrawWall(canvas);
        DrawSurface(canvas);
        var target = Layout.Standing(product.Product, width, height, Fill, Baseline);
        DrawReflection(canvas, product, target);
        DrawShadows(canvas, product, target);
        product.Draw(canvas, target);
        return new(surface.Snapshot(), target);
    }

    private void DrawWall(SKCanvas canvas)
    {
        var light = new SKPoint(width * (0.3f + (0.4f * _random.NextSingle())), height * 0.22f);
        using var shader = SKShader.CreateRadialGradient(light, Math.Max(width, height) * 0.95f, [Shade(style.Wall, 1.06f), Shade(style.Wall, 0.8f)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, IsDither = true };
        canvas.DrawRect(0, 0, width, height * Horizon, paint);
    }

    private void DrawSurface(SKCanvas canvas)
    {
        var top = height * Horizon;
        using (var shader = SKShader.CreateLinearGradient(new(0, top), new(0, height), [Shade(style.Surface, 0.84f), Shade(style.Surface, 1.07f)], SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = shader, IsDither = true }) canvas.DrawRect(0, top, width, height - top, paint);
        // Wood has its grain along the table; other surfaces are speckled.
        var (fx, fy) = style.Wood ? (0.002f, 0.06f) : (0.35f, 0.35f);
        using (var noise = SKShader.CreatePerlinNoiseFractalNoise(fx / Unit, fy / Unit, 4, _random.Next(1_000)))
        using (var paint = new SKPaint { Shader = noise, BlendMode = SKBlendMode.SoftLight, Color = SKColors.White.WithAlpha((byte)(150 * style.Grain)) }) canvas.DrawRect(0, top, width, height - top, paint);
        using var seam = new SKPaint { Color = SKColors.Black.WithAlpha(38), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 9 * Unit) };
        canvas.DrawRect(-30, top - (4 * Unit), width + 60, 9 * Unit, seam);
    }

    private void DrawReflection(SKCanvas canvas, ProductLayer product, SKRect target)
    {
        canvas.Save();
        canvas.ClipRect(new SKRect(0, target.Bottom, width, target.Bottom + (90 * Unit)));
        canvas.Translate(0, 2 * target.Bottom);
        canvas.Scale(1, -1);
        using var faint = SKColorFilter.CreateBlendMode(SKColors.White.WithAlpha(26), SKBlendMode.DstIn);
        using var blur = SKImageFilter.CreateBlur(3 * Unit, 6 * Unit);
        using var paint = new SKPaint { ColorFilter = faint, ImageFilter = blur };
        product.Draw(canvas, target, paint);
        canvas.Restore();
    }

    // The cast shadow is the product's own outline laid back over the table; the contact shadow grounds it.
    private void DrawShadows(SKCanvas canvas, ProductLayer product, SKRect target)
    {
        using var black = SKColorFilter.CreateBlendMode(SKColors.Black.WithAlpha(255), SKBlendMode.SrcIn);
        using (var blur = SKImageFilter.CreateBlur(16 * Unit, 10 * Unit))
        using (var paint = new SKPaint { ColorFilter = black, ImageFilter = blur, Color = SKColors.Black.WithAlpha(62) })
        {
            canvas.Save();
            canvas.Translate(0, target.Bottom);
            canvas.Skew(-0.55f, 0);
            canvas.Scale(1, 0.16f);
            canvas.Translate(0, -target.Bottom);
            product.Draw(canvas, target, paint);
            canvas.Restore();
        }
        using var contact = new SKPaint { Color = SKColors.Black.WithAlpha(105), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 8 * Unit) };
        canvas.DrawOval(target.MidX, target.Bottom - (2 * Unit), target.Width * 0.40f, 9 * Unit, contact);
    }

    private static SKColor Shade(SKColor colour, float by) =>
        new((byte)Math.Clamp(colour.Red * by, 0, 255), (byte)Math.Clamp(colour.Green * by, 0, 255), (byte)Math.Clamp(colour.Blue * by, 0, 255));
}
