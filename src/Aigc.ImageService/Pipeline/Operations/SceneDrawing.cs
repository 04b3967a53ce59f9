using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Scenes;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Draws a product into the template that suits it, or into a background that the caller sent.</summary>
internal sealed class SceneDrawing(SceneLibrary templates, ProductPreparing products)
{
    public const string Engine = "procedural-scene";

    // Less difference between the sides is no light to go by.
    private const double SureLight = 3;

    /// <returns>Null where the photo has no product that can be separated.</returns>
    /// <exception cref="ImageProblemException"><c>template-unknown</c> 400: there is no such template; and those of decoding the background.</exception>
    public MadePicture? Draw(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        if (source.Product is null) return null;
        var (look, seed) = (ProductLook.Of(source.Photo, source.Cutout.Alpha), source.Work.Request.Seed);
        var sent = source.Work.Images.GetValueOrDefault(SceneLibrary.Sent);
        var picture = sent is null ? null : ImageDecoder.Decode(sent);
        var (template, match) = picture is null ? templates.Choose(step.Template, step.Category, look, seed) : templates.For(BackgroundLook.Of(picture), step.Template, look);
        var file = sent ?? (template.Picture is { } path ? File.ReadAllBytes(path) : null);
        if (picture is null && file is not null) picture = ImageDecoder.Decode(file);
        var product = products.For(source, step, template.Fill, cancellationToken)!;
        using var background = picture is null ? null : Raster.From(picture).ToSkia();
        var lightFromRight = Math.Abs(look.LightFrom) > SureLight ? look.LightFrom > 0 : seed % 2 == 0;
        var renderer = new SceneRenderer(template, background, PhotoLight.Of(source.Photo, source.Cutout.Alpha), lightFromRight, seed);
        using var drawn = renderer.Render(product.Layer, step.FrameWidth, step.FrameHeight, step.Shadow ?? ShadowKind.Natural);
        return new(Raster.From(drawn.Image), Making.Composed, "composed", Engine, "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
            Template = template.Name,
            Match = match,
            Parts = file is null ? [] : [ProvenanceReader.Verify(file).Record],
        };
    }
}
