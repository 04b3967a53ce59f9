using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Cropping;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The photo cropped to an exact ratio and size around its subject, which is never cut. Where no subject can be told from its ground, nothing is cut at all.</summary>
internal sealed class CropOperation : IOperation
{
    public string Name => "crop";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var picture = ImageDecoder.DecodeWhole(source.Work.Image);
        var (subject, engine) = Subject(source, picture);
        var cropped = SubjectCropper.Crop(picture, subject, new(step.FrameWidth, step.FrameHeight, step.Margin ?? CropRequest.UsualMargin));
        var format = (OutputFormats.Of(source.Work.Image) ?? OutputFormat.Jpeg).Name();
        return Finishing.Finish(source, step, new(cropped.Picture, Making.Unchanged, "cropped", engine, format)
        {
            Whole = new(cropped.Scale, -cropped.Window.Left * cropped.Scale, -cropped.Window.Top * cropped.Scale),
        });
    }

    // The subject was found on a smaller copy: rounded outwards, so that no row of it is lost.
    private static (PixelBox Subject, string Engine) Subject(Source source, Raster picture)
    {
        if (source.Verdict.Outcome == TriageOutcome.Reject || source.Verdict.Subject is not { } found) return (new(0, 0, picture.Width, picture.Height), "whole-picture");
        var (across, down) = ((double)picture.Width / source.Photo.Width, (double)picture.Height / source.Photo.Height);
        return (new((int)(found.Box.Left * across), (int)(found.Box.Top * down), (int)Math.Ceiling(found.Box.Right * across), (int)Math.Ceiling(found.Box.Bottom * down)), "subject-crop");
    }
}
