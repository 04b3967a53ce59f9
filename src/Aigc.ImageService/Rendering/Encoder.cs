using Aigc.ImageService.Decoding;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>Encodes a rendered picture.</summary>
internal static class Encoder
{
    public static (byte[] Bytes, string ContentType) Encode(SKImage image, string format, int? quality)
    {
        var (kind, type) = format switch
        {
            "jpeg" => (SKEncodedImageFormat.Jpeg, "image/jpeg"),
            "png" => (SKEncodedImageFormat.Png, "image/png"),
            "webp" => (SKEncodedImageFormat.Webp, "image/webp"),
            _ => throw new ImageProblemException("request-invalid", $"The format '{format}' is none of jpeg, png, webp.", 400),
        };
        using var data = image.Encode(kind, Math.Clamp(quality ?? 92, 1, 100));
        return (data.ToArray(), type);
    }
}
