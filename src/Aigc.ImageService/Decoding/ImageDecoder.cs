using NetVips;

namespace Aigc.ImageService.Decoding;

/// <summary>
/// Decodes what strangers send. The magic bytes pick one of four loaders, the header is read first and bounds everything that follows,
/// and only then are pixels decoded: upright, in sRGB, on white where the picture is transparent.
/// </summary>
internal static class ImageDecoder
{
    public const long MaxBytes = 20 * 1024 * 1024;
    public const long MaxPixels = 50_000_000;

    /// <summary>Longest side that is worked on; larger photos are reduced while they are decoded.</summary>
    private const int WorkingSide = 1_600;

    /// <exception cref="ImageProblemException"><c>unsupported-format</c> 415, <c>image-too-large</c> 413, <c>decode-failed</c> 422.</exception>
    public static Picture Decode(byte[] bytes)
    {
        CheckBytes(bytes);
        try
        {
            var shrink = CheckHeader(bytes);
            // Not ThumbnailBuffer: it fills what a truncated file lacks with grey and reports nothing.
            using var whole = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error, kwargs: shrink > 1 ? new() { ["shrink"] = shrink } : null);
            using var image = whole.ThumbnailImage(WorkingSide, height: WorkingSide, size: Enums.Size.Down);
            return ToPicture(image);
        }
        catch (VipsException broken)
        {
            throw new ImageProblemException("decode-failed", $"The image cannot be decoded: {FirstLine(broken.Message)}", 422);
        }
    }

    /// <summary>Pixels of a picture by its header; none are decoded.</summary>
    /// <exception cref="ImageProblemException">As <see cref="Decode"/>.</exception>
    public static long PixelsOf(byte[] bytes)
    {
        CheckBytes(bytes);
        try
        {
            using var header = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential);
            return (long)header.Width * header.Height is var pixels and <= MaxPixels ? pixels : throw TooLarge(header.Width, header.Height);
        }
        catch (VipsException broken)
        {
            throw new ImageProblemException("decode-failed", $"The image cannot be decoded: {FirstLine(broken.Message)}", 422);
        }
    }

    private static void CheckBytes(byte[] bytes)
    {
        if (bytes.Length == 0) throw new ImageProblemException("decode-failed", "The image is empty.", 422);
        if (bytes.Length > MaxBytes) throw new ImageProblemException("image-too-large", $"The image has {bytes.Length} bytes; at most {MaxBytes} are taken.", 413);
        if (!IsKnown(bytes)) throw new ImageProblemException("unsupported-format", "The image is none of JPEG, PNG, WebP and AVIF.", 415);
    }

    private static ImageProblemException TooLarge(int width, int height) => new("image-too-large", $"The image has {width}x{height} pixels; at most {MaxPixels} in all are taken.", 413);

    /// <returns>By how much the loader may reduce while it decodes: JPEG can by 2, 4 or 8.</returns>
    private static int CheckHeader(byte[] bytes)
    {
        using var header = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential);
        if ((long)header.Width * header.Height > MaxPixels) throw TooLarge(header.Width, header.Height);
        if (header.Contains("n-pages") && (int)header.Get("n-pages") > 1) throw new ImageProblemException("unsupported-format", "Animated images are not taken.", 415);
        if (bytes[0] != 0xFF) return 1;
        var spare = Math.Max(header.Width, header.Height) / WorkingSide;
        return spare >= 8 ? 8 : spare >= 4 ? 4 : spare >= 2 ? 2 : 1;
    }

    private static Picture ToPicture(Image image)
    {
        using var srgb = image.Interpretation == Enums.Interpretation.Srgb ? image.Copy() : image.Colourspace(Enums.Interpretation.Srgb);
        using var opaque = srgb.HasAlpha() ? srgb.Flatten(background: [255, 255, 255]) : srgb.Copy();
        using var three = opaque.Bands == 3 ? opaque.Copy() : opaque.ExtractBand(0, n: 3);
        using var eight = three.Cast(Enums.BandFormat.Uchar);
        return new(eight.WriteToMemory<byte>(), eight.Width, eight.Height);
    }

    private static bool IsKnown(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
        || (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
        || (bytes.Length > 12 && bytes[4..].StartsWith("ftypavif"u8));

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
