using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Models;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.TryOn;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>
/// A garment on a person: <c>image</c> is the person, <c>garment</c> the garment, <c>mask</c> (optional) white where the person is dressed
/// anew; without it an installed garment-mask model says where. The same model tells a garment that is worn on a figure from its wearer.
/// </summary>
internal sealed class TryOnOperation(OperatorModels models) : IOperation
{
    private const string Engine = "try-on";
    private const string Garment = "garment";
    private const string Mask = "mask";

    public string Name => "tryon";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        // Ignored, it would be paid for and not be seen.
        if (step.Paint is { IsPrompted: true }) throw new ImageProblemException("request-invalid", "Try-on follows the garment: it takes no prompt, negativePrompt or strength.", 400);
        TryOnChecks.CheckConsent(step.LikenessConsent);
        Finishing.CheckLabels(source, step, Making.ComposedWithGenerated);
        var (person, work) = (source.Photo, source.Work);
        var garment = ImageDecoder.Decode(work.Named(Garment));
        var reading = GarmentReading.Of(garment, step.GarmentPhoto ?? GarmentPhoto.Auto, picture => models.MaskOf(picture, cancellationToken));
        var request = new TryOnRequest
        {
            Person = person,
            Garment = garment,
            GarmentMask = reading.Mask,
            Mask = MaskOf(work, person, cancellationToken),
            Seed = work.Request.Seed,
            LikenessConsent = step.LikenessConsent,
        };
        if (step.Paint is { } paint) request = request with { Steps = paint.Steps ?? request.Steps, Guidance = paint.Guidance ?? request.Guidance, WorkingSide = paint.WorkingSide ?? request.WorkingSide };
        var (result, model) = models.Dress(step.Model, pipeline => pipeline.Run(request, source.Painting, cancellationToken));
        var output = Finishing.Finish(source, step, new(Raster.From(result.Picture), Making.ComposedWithGenerated, "dressed", Engine, "jpeg")
        {
            Model = model.ToReference(),
            Painting = new(request.Steps, request.Guidance, result.Scheduler.ToString(), result.Provider, result.SafetyChecked) { WorkingSide = request.WorkingSide },
            Parts = [ProvenanceReader.Verify(work.Named(Garment))],
        });
        return output.Refusal is null ? output with { Detail = reading.Told } : output;
    }

    private float[] MaskOf(ImageWork work, Picture person, CancellationToken cancellationToken)
    {
        if (!work.Images.TryGetValue(Mask, out var file))
            return models.MaskOf(person, cancellationToken) ?? throw new ImageProblemException("model-not-installed", "No mask is given, and no garment-mask model is installed to make one. Send a picture 'mask', white where the person is dressed anew.", 409);
        var mask = PictureTensors.Resized(ImageDecoder.Decode(file), person.Width, person.Height);
        return [.. Enumerable.Range(0, mask.Pixels).Select(p => mask.Rgb[(p * 3) + 1] / 255f)];
    }
}
