using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Converting;

/// <param name="Format"><c>jpeg</c>, <c>png</c>, <c>webp</c>, <c>avif</c>.</param>
/// <param name="Quality">1 to 100; null: the usual one.</param>
/// <param name="MaxBytes">Quality gives way until the file is no larger.</param>
/// <param name="Width">The picture is reduced to fit; never enlarged.</param>
internal sealed record ConvertRequest(string Format, int? Quality = null, long? MaxBytes = null, int? Width = null, int? Height = null);

/// <summary>Another format or size of the same picture, at full resolution: upright, sRGB, free of metadata but for its labels.</summary>
internal static class PictureConverter
{
    public const string Agent = "Aigc.ImageService";

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400, <c>size-limit-not-met</c> 422, and those of decoding.</exception>
    public static EncodedPicture Convert(byte[] image, ConvertRequest request)
    {
        if (request.Width <= 0 || request.Height <= 0 || request.MaxBytes <= 0) throw new ImageProblemException("request-invalid", "Sizes and limits are positive.", 400);
        var options = new EncodeOptions(OutputFormats.Parse(request.Format), Math.Clamp(request.Quality ?? PictureEncoder.UsualQuality, 1, 100), request.MaxBytes);
        var raster = Rescaling.Within(ImageDecoder.DecodeWhole(image), request.Width, request.Height);
        var provenance = ProvenanceReader.Verify(image).Record.Then(new(Making.Unchanged, "converted", Agent));
        return PictureEncoder.Encode(raster, options, XmpPacket.Write(provenance));
    }
}
