using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The same picture in another format, or reduced to fit: upright, sRGB, free of metadata but for its labels. Never enlarged.</summary>
internal sealed class ConvertOperation : IOperation
{
    public string Name => "convert";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var photo = ImageDecoder.DecodeWhole(source.Work.Image);
        var picture = Rescaling.Within(photo, step.Width, step.Height);
        var format = (OutputFormats.Of(source.Work.Image) ?? OutputFormat.Jpeg).Name();
        return Finishing.Finish(source, step, new(picture, Making.Unchanged, "converted", "convert", format) { Reframed = false, Whole = new((double)picture.Width / photo.Width, 0, 0) });
    }
}
