using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Scenes;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Draws a product into the template that suits it, or into a background that the caller sent.</summary>
internal sealed class SceneDrawing(SceneLibrary templates, ProductPreparing products)
{
    public const string Engine = "procedural-scene";
    private const string Background = "background";

    // Less difference between the sides is no light to go by.
    private const double SureLight = 3;

    /// <returns>Null where the photo has no product that can be separated.</returns>
    /// <exception cref="ImageProblemException"><c>template-unknown</c> 400: there is no such template; and those of decoding the background.</exception>
    public MadePicture? Draw(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        if (source.Product is null) return null;
        var (look, seed) = (ProductLook.Of(source.Photo, source.Cutout.Alpha), source.Work.Request.Seed);
        var (template, match) = templates.Choose(step.Template, step.Category, look, seed);
        var product = products.For(source, step, template.Fill, cancellationToken)!;
        using var picture = PictureOf(source.Work, template);
        var lightFromRight = Math.Abs(look.LightFrom) > SureLight ? look.LightFrom > 0 : seed % 2 == 0;
        using var drawn = new SceneRenderer(template, picture, lightFromRight, seed).Render(product.Layer, step.FrameWidth, step.FrameHeight);
        return new(Raster.From(drawn.Image), Making.Composed, "composed", Engine, "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
            Template = template.Name,
            Match = match,
        };
    }

    private static SKImage? PictureOf(ImageWork work, SceneTemplate template)
    {
        var file = work.Images.GetValueOrDefault(Background) ?? (template.Picture is { } path ? File.ReadAllBytes(path) : null);
        return file is null ? null : Raster.From(ImageDecoder.Decode(file)).ToSkia();
    }
}
