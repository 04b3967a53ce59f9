using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Models;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Rendering;

namespace Aigc.ImageService.Pipeline.Operations.Painting;

/// <summary>What all ways of painting a scene have in common: the caller's wishes, the model, and what the picture says of them.</summary>
internal sealed class ScenePainting(SceneDrawing drawing, OperatorModels models)
{
    private const string UsualPrompt = "product photograph in a bright studio, soft light, clean surface, shallow depth of field";

    /// <summary>Paints over the procedural scene; the product's own pixels are put back, by its alpha.</summary>
    /// <param name="by">What is special in the request: <see cref="DiffusionRequest.Keep"/> is the product's alpha.</param>
    /// <returns>Null where the photo has no product that can be separated.</returns>
    public MadePicture? PaintOver(string engine, Source source, ImageStep step, Func<DiffusionRequest, DiffusionRequest> by, CancellationToken cancellationToken)
    {
        if (drawing.Draw(source, step, cancellationToken) is not { } drawn) return null;
        var (picture, product) = (drawn.Picture.Opaque(255, 255, 255), drawn.Product!);
        var start = new DiffusionRequest
        {
            Prompt = UsualPrompt,
            Seeds = [source.Work.Request.Seed],
            Image = new(picture.Pixels, picture.Width, picture.Height),
            Keep = PlacedMask.Of(source.Cutout.Alpha, source.Photo.Width, product.Photo, product.Target, picture.Width, picture.Height),
        };
        var painted = Paint(engine, source, step, by(start), cancellationToken);
        return painted.Of(drawn with { Picture = Raster.From(painted.Picture), Match = null });
    }

    /// <param name="usual">What is painted where the caller wishes nothing else.</param>
    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409, <c>content-filtered</c> and <c>request-invalid</c> 422, and those of the model.</exception>
    public PaintedScene Paint(string engine, Source source, ImageStep step, DiffusionRequest usual, CancellationToken cancellationToken)
    {
        var paint = step.Paint ?? new();
        var request = usual with
        {
            Prompt = paint.Prompt ?? usual.Prompt,
            NegativePrompt = paint.NegativePrompt,
            Steps = paint.Steps ?? usual.Steps,
            Guidance = paint.Guidance ?? usual.Guidance,
            Strength = paint.Strength ?? usual.Strength,
            WorkingSide = paint.WorkingSide,
        };
        var (result, model) = models.Paint(engine, step.Model, pipeline => pipeline.Run(request, source.Painting, cancellationToken));
        var record = new PaintRecord(request.Steps, request.Guidance, result.Scheduler.ToString(), result.Provider, result.SafetyChecked)
        {
            Prompt = request.Prompt,
            NegativePrompt = request.NegativePrompt,
            Strength = request.Strength,
            WorkingSide = request.WorkingSide,
        };
        return new(result.Images[0].Picture, engine, model.ToReference(), record);
    }
}

/// <param name="Picture">All that the model painted, with what was kept.</param>
internal sealed record PaintedScene(Picture Picture, string Engine, ImageModel Model, PaintRecord Record)
{
    /// <summary>Says in a picture that this is in it.</summary>
    public MadePicture Of(MadePicture made) => made with { Making = Making.ComposedWithGenerated, Engine = Engine, Model = Model, Painting = Record, Template = null };
}
