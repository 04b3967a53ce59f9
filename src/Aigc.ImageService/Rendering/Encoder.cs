using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>Encodes a rendered picture.</summary>
internal static class Encoder
{
    /// <param name="quality">1 to 100; null: the usual one.</param>
    /// <param name="provenance">What the file shall say of its making.</param>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400 for a format that is not known.</exception>
    public static (byte[] Bytes, string ContentType) Encode(SKImage image, string format, int? quality, ProvenanceRecord? provenance = null)
    {
        var options = new EncodeOptions(OutputFormats.Parse(format), Math.Clamp(quality ?? PictureEncoder.UsualQuality, 1, 100));
        var encoded = PictureEncoder.Encode(Raster.From(image), options, XmpPacket.Write(provenance));
        return (encoded.Bytes, encoded.ContentType);
    }
}
