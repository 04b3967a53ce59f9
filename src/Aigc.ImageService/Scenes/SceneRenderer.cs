using Aigc.Contracts.Images;
using Aigc.ImageService.Rendering;
using SkiaSharp;

namespace Aigc.ImageService.Scenes;

/// <summary>Puts a product into a scene: background, grounding shadows, then the product, whose own pixels are only scaled.</summary>
/// <param name="picture">Takes the place of the drawn background; null: it is drawn.</param>
/// <param name="light">That the background is put into; reflection and shadows are the product's own.</param>
/// <param name="lightFromRight">Where the light of the product's photo comes from.</param>
internal sealed class SceneRenderer(SceneTemplate template, SKImage? picture, PhotoLight light, bool lightFromRight, ulong seed)
{
    public Rendered Render(ProductLayer product, int width, int height, ShadowKind shadow)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        var target = template.View == SceneView.Standing
            ? Layout.Standing(product.Product, width, height, template.Fill, template.Baseline)
            : Layout.Centred(product.Product, width, height, template.Fill);
        using (var filter = light.ToFilter())
        using (var lit = new SKPaint { ColorFilter = filter })
        using (new SKAutoCanvasRestore(canvas))
        {
            canvas.SaveLayer(lit);
            if (picture is null) new Backdrop(template, canvas, width, height, lightFromRight, seed).Draw(target);
            else DrawPicture(canvas, picture, width, height);
        }
        new Grounding(canvas, product, target, shadow, Math.Min(width, height) / 1000f, lightFromRight).Draw(template, isDrawn: picture is null);
        // What lies flat throws no shadow far from itself: in the photo it stood, or hung in the air.
        if (shadow == ShadowKind.Natural) OwnShadow.Draw(canvas, product, target, template.View == SceneView.FlatLay ? ShadowKind.Contact : shadow, width, height);
        product.Draw(canvas, target);
        return new(surface.Snapshot(), target);
    }

    // Fills the frame, centred; what is over is cut.
    private static void DrawPicture(SKCanvas canvas, SKImage picture, int width, int height)
    {
        var scale = Math.Max((float)width / picture.Width, (float)height / picture.Height);
        var (w, h) = (picture.Width * scale, picture.Height * scale);
        canvas.DrawImage(picture, SKRect.Create((width - w) / 2, (height - h) / 2, w, h), scale > 1 ? new(SKCubicResampler.Mitchell) : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }
}
