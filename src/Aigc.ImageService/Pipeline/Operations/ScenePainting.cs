using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Models;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Rendering;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Paints what stands around a product anew by a diffusion model; the product's own pixels are put back.</summary>
internal sealed class ScenePainting(PaintingModels models)
{
    public const string Engine = "inpaint";
    private const string UsualPrompt = "product photograph in a bright studio, soft light, clean surface, shallow depth of field";

    // More than half of the soft edge would take the old ground along.
    private const float Solid = 0.5f;

    public bool IsInstalled(string? model) => models.Has(PaintingModels.Inpaint, model);

    /// <param name="drawn">The procedural scene: where the product stands, and what the model starts from.</param>
    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409, <c>content-filtered</c> and <c>request-invalid</c> 422.</exception>
    public MadePicture Paint(Source source, Contracts.Images.ImageStep step, MadePicture drawn, CancellationToken cancellationToken)
    {
        var (picture, product) = (drawn.Picture.Opaque(255, 255, 255), drawn.Product!);
        var alpha = PlacedMask.Of(source.Cutout.Alpha, source.Photo.Width, product.Photo, product.Target, picture.Width, picture.Height);
        var paint = step.Paint ?? new();
        var request = new DiffusionRequest
        {
            Prompt = paint.Prompt ?? UsualPrompt,
            NegativePrompt = paint.NegativePrompt,
            Seeds = [source.Work.Request.Seed],
            Image = new(picture.Pixels, picture.Width, picture.Height),
            Mask = Array.ConvertAll(alpha, value => value >= Solid ? 0f : 1f),
            Keep = alpha,
            WorkingSide = paint.WorkingSide,
        };
        request = request with { Steps = paint.Steps ?? request.Steps, Guidance = paint.Guidance ?? request.Guidance };
        var (result, model) = models.Paint(step.Model, pipeline => pipeline.Run(request, source.Painting, cancellationToken));
        return drawn with { Picture = Raster.From(result.Images[0].Picture), Making = Making.ComposedWithGenerated, Engine = Engine, Model = model.ToReference(), Template = null, Match = null };
    }
}
