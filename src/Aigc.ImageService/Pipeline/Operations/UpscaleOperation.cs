using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Upscaling;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>
/// The whole picture at an exact size: enlarged (or reduced) until it touches the frame, the rest of the frame filled with white, or left
/// transparent where the picture is.
/// </summary>
internal sealed class UpscaleOperation(Upscaler upscaler) : IOperation
{
    public string Name => "upscale";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var picture = ImageDecoder.DecodeWhole(source.Work.Image);
        var (frameWidth, frameHeight) = (step.FrameWidth, step.FrameHeight);
        var scale = Math.Min((double)frameWidth / picture.Width, (double)frameHeight / picture.Height);
        var (width, height) = (Math.Clamp((int)Math.Round(picture.Width * scale), 1, frameWidth), Math.Clamp((int)Math.Round(picture.Height * scale), 1, frameHeight));
        var (enlarged, model) = upscaler.Resize(picture, width, height, step.Model, cancellationToken);
        var (making, engine) = model is null ? (Making.Unchanged, "lanczos") : (Making.Altered, "super-resolution");
        return Finishing.Finish(source, step, new(Frame.Centred(enlarged, frameWidth, frameHeight), making, "enhanced", engine, picture.HasAlpha ? "png" : "jpeg")
        {
            Model = model?.ToReference(),
            Whole = new((double)width / picture.Width, (frameWidth - width) / 2, (frameHeight - height) / 2),
        });
    }
}
