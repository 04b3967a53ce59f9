using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Scenes;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Draws a product into the template that suits it, or on a background that was sent or painted.</summary>
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
        if (source.Work.Images.GetValueOrDefault(SceneLibrary.Sent) is { } sent) return With(sent, DrawOn(ImageDecoder.Decode(sent), source, step, cancellationToken));
        var look = LookOf(source);
        var (template, match) = templates.Choose(step.Template, step.Category, look, source.Work.Request.Seed);
        if (template.Picture is not { } path) return Compose(new(template, match, null, look), source, step, cancellationToken);
        var file = File.ReadAllBytes(path);
        return With(file, Compose(new(template, match, ImageDecoder.Decode(file), look), source, step, cancellationToken));
    }

    /// <summary>Draws the product of a photo that has one on a picture that is no template: one that was sent, or painted.</summary>
    /// <exception cref="ImageProblemException"><c>template-unknown</c> 400: there is no such template to lay it out by.</exception>
    public MadePicture DrawOn(Picture background, Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var look = LookOf(source);
        var (template, match) = templates.For(BackgroundLook.Of(background), step.Template, look);
        return Compose(new(template, match, background, look), source, step, cancellationToken);
    }

    private MadePicture Compose(Setting setting, Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var (template, look, seed) = (setting.Template, setting.Look, source.Work.Request.Seed);
        var product = products.For(source, step, template.Fill, cancellationToken)!;
        using var background = setting.Picture is { } picture ? Raster.From(picture).ToSkia() : null;
        var lightFromRight = Math.Abs(look.LightFrom) > SureLight ? look.LightFrom > 0 : seed % 2 == 0;
        var renderer = new SceneRenderer(template, background, PhotoLight.Of(source.Photo, source.Cutout.Alpha), lightFromRight, seed);
        using var drawn = renderer.Render(product.Layer, step.FrameWidth, step.FrameHeight, step.Shadow ?? ShadowKind.Natural);
        return new(Raster.From(drawn.Image), Making.Composed, "composed", Engine, "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
            Template = template.Name,
            Match = setting.Match,
        };
    }

    private static ProductLook LookOf(Source source) => ProductLook.Of(source.Photo, source.Cutout.Alpha);

    // What the file of a background says of its making holds for the picture too.
    private static MadePicture With(byte[] background, MadePicture drawn) => drawn with { Parts = [ProvenanceReader.Verify(background)] };

    /// <param name="Picture">In place of the drawn background.</param>
    private sealed record Setting(SceneTemplate Template, SceneMatch Match, Picture? Picture, ProductLook Look);
}
