using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
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
        var scale = Math.Min((double)step.Width / picture.Width, (double)step.Height / picture.Height);
        var (width, height) = (Math.Clamp((int)Math.Round(picture.Width * scale), 1, step.Width), Math.Clamp((int)Math.Round(picture.Height * scale), 1, step.Height));
        var (enlarged, model) = upscaler.Resize(picture, width, height, step.Model, cancellationToken);
        var engine = model is null ? "lanczos" : "super-resolution";
        var provenance = ProvenanceReader.Verify(source.Work.Image).Record.Then(new(model is null ? Making.Unchanged : Making.Altered, "enhanced", $"{PictureConverter.Agent}/{engine}"));
        var options = EncodeOptions.Of(step.Format ?? (picture.HasAlpha ? "png" : "jpeg"), step.Quality);
        var encoded = PictureEncoder.Encode(Frame.Centred(enlarged, step.Width, step.Height), options, XmpPacket.Write(provenance));
        return new(step.Name, engine, encoded.Bytes, encoded.ContentType, encoded.Width, encoded.Height) { Model = model?.ToReference() };
    }
}
