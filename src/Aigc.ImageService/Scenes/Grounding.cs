using Aigc.Contracts.Images;
using Aigc.ImageService.Rendering;
using SkiaSharp;

namespace Aigc.ImageService.Scenes;

/// <summary>What ties a product to its surface: reflection, cast shadow away from the light, contact shadow.</summary>
/// <param name="shadow">How much of it: none leaves the reflection, contact also what is close to the product.</param>
/// <param name="unit">A thousandth of the frame's shorter side, in pixels.</param>
internal sealed class Grounding(SKCanvas canvas, ProductLayer product, SKRect target, ShadowKind shadow, float unit, bool lightFromRight)
{
    public void Draw(SceneTemplate template, bool isDrawn)
    {
        if (template.View == SceneView.FlatLay)
        {
            if (shadow == ShadowKind.Natural) Drop(22, 22, 70);
            if (shadow != ShadowKind.None) Drop(7, 6, 90);
            return;
        }
        if (isDrawn && template.Material != SceneMaterial.Snow) Reflection(template.Material == SceneMaterial.Plain ? (byte)40 : (byte)24);
        if (shadow == ShadowKind.Natural) Cast();
        if (shadow != ShadowKind.None) Contact();
    }

    // A lying product throws a short shadow, dark beside it and soft further out.
    private void Drop(float distance, float blur, byte alpha)
    {
        var away = lightFromRight ? -1 : 1;
        using var soft = SKImageFilter.CreateBlur(blur * unit, blur * unit);
        using var paint = Black(soft, alpha);
        canvas.Save();
        canvas.Translate(away * distance * unit, distance * unit);
        product.Draw(canvas, target, paint);
        canvas.Restore();
    }

    private void Reflection(byte strength)
    {
        var depth = 90 * unit;
        canvas.SaveLayer();
        canvas.Save();
        canvas.ClipRect(new SKRect(target.Left - target.Width, target.Bottom, target.Right + target.Width, target.Bottom + depth));
        canvas.Translate(0, 2 * target.Bottom);
        canvas.Scale(1, -1);
        using var faint = SKColorFilter.CreateBlendMode(SKColors.White.WithAlpha(strength), SKBlendMode.DstIn);
        using var blur = SKImageFilter.CreateBlur(3 * unit, 6 * unit);
        using var paint = new SKPaint { ColorFilter = faint, ImageFilter = blur };
        product.Draw(canvas, target, paint);
        canvas.Restore();
        // The further down, the fainter.
        using var falling = SKShader.CreateLinearGradient(new(0, target.Bottom), new(0, target.Bottom + depth), [SKColors.Black, SKColors.Transparent], SKShaderTileMode.Clamp);
        using var fade = new SKPaint { Shader = falling, BlendMode = SKBlendMode.DstIn };
        canvas.DrawPaint(fade);
        canvas.Restore();
    }

    // The product's own outline laid back over the table, away from the light.
    private void Cast()
    {
        using var blur = SKImageFilter.CreateBlur(16 * unit, 10 * unit);
        using var paint = Black(blur, 62);
        canvas.Save();
        canvas.Translate(0, target.Bottom);
        canvas.Skew(lightFromRight ? 0.55f : -0.55f, 0);
        canvas.Scale(1, 0.16f);
        canvas.Translate(0, -target.Bottom);
        product.Draw(canvas, target, paint);
        canvas.Restore();
    }

    private void Contact()
    {
        using var contact = new SKPaint { Color = SKColors.Black.WithAlpha(105), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 8 * unit) };
        canvas.DrawOval(target.MidX, target.Bottom - (2 * unit), target.Width * 0.40f, 9 * unit, contact);
    }

    private static SKPaint Black(SKImageFilter filter, byte alpha) =>
        new() { ColorFilter = SKColorFilter.CreateBlendMode(SKColors.Black, SKBlendMode.SrcIn), ImageFilter = filter, Color = SKColors.Black.WithAlpha(alpha) };
}
