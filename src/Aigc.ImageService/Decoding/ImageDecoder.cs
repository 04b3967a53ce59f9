using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using NetVips;

namespace Aigc.ImageService.Decoding;

/// <summary>
/// Decodes what strangers send. The magic bytes pick one of four loaders, the header is read first and bounds everything that follows,
/// and only then are pixels decoded: upright, in 8-bit sRGB.
/// </summary>
internal static class ImageDecoder
{
    public const long MaxBytes = 20 * 1024 * 1024;
    public const long MaxPixels = 50_000_000;

    /// <summary>Longest side of a JPEG; more is no photo in any format, and windows and strips of it are counted in whole numbers.</summary>
    private const int MaxSide = 65_535;

    /// <summary>Longest side that is worked on; larger photos are reduced while they are decoded.</summary>
    private const int WorkingSide = 2_048;

    // EXIF: 5 to 8 are turned by a quarter.
    private const int LyingOrientations = 5;

    /// <summary>Reduced to the working size, transparent parts on white.</summary>
    /// <exception cref="ImageProblemException"><c>unsupported-format</c> 415, <c>image-too-large</c> 413, <c>decode-failed</c> 422.</exception>
    public static Picture Decode(byte[] bytes) => Guarded(bytes, () =>
    {
        var shrink = Checked(bytes, header => ShrinkOf(header, isJpeg: bytes[0] == 0xFF));
        // Not ThumbnailBuffer: it fills what a truncated file lacks with grey and reports nothing.
        using var whole = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error, kwargs: shrink > 1 ? new() { ["shrink"] = shrink } : null);
        using var srgb = ColourNormalising.ToSrgb(whole);
        using var image = srgb.ThumbnailImage(WorkingSide, height: WorkingSide, size: Enums.Size.Down);
        using var eight = image.Cast(Enums.BandFormat.Uchar);
        var raster = Raster.From(eight);
        return new Picture(raster.Opaque(255, 255, 255).Pixels, raster.Width, raster.Height) { Own = raster.HasAlpha ? raster : null };
    });

    /// <summary>At its full size, with its alpha: for work that must not lose pixels.</summary>
    /// <exception cref="ImageProblemException"><c>unsupported-format</c> 415, <c>image-too-large</c> 413, <c>decode-failed</c> 422.</exception>
    public static Raster DecodeWhole(byte[] bytes) => Guarded(bytes, () =>
    {
        Checked(bytes, header => header.Width);
        using var whole = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
        using var srgb = ColourNormalising.ToSrgb(whole);
        // Turning reads in another order than the loader writes.
        using var held = srgb.CopyMemory();
        using var upright = held.Autorot();
        return Raster.From(upright);
    });

    /// <summary>Reads the fields beside the pixels; decodes none.</summary>
    /// <exception cref="ImageProblemException">As for decoding.</exception>
    public static T ReadHeader<T>(byte[] bytes, Func<Image, T> read) => Guarded(bytes, () => Checked(bytes, read));

    /// <summary>Pixels of a picture by its header; none are decoded.</summary>
    /// <exception cref="ImageProblemException">As for decoding.</exception>
    public static long PixelsOf(byte[] bytes) => ReadHeader(bytes, header => (long)header.Width * header.Height);

    /// <summary>How large a picture is seen, by its header; no pixels are decoded.</summary>
    /// <exception cref="ImageProblemException">As for decoding.</exception>
    public static PhotoSize SizeOf(byte[] bytes) => ReadHeader(bytes, header => header.Contains("orientation") && (int)header.Get("orientation") >= LyingOrientations
        ? new PhotoSize(header.Height, header.Width)
        : new(header.Width, header.Height));

    private static T Guarded<T>(byte[] bytes, Func<T> decode)
    {
        CheckBytes(bytes);
        try
        {
            return decode();
        }
        catch (VipsException broken)
        {
            throw new ImageProblemException("decode-failed", $"The image cannot be decoded: {CauseOf(broken.Message)}", 422);
        }
    }

    private static void CheckBytes(byte[] bytes)
    {
        if (bytes.Length == 0) throw new ImageProblemException("decode-failed", "The image is empty.", 422);
        if (bytes.Length > MaxBytes) throw new ImageProblemException("image-too-large", $"The image has {bytes.Length} bytes; at most {MaxBytes} are taken.", 413);
        if (OutputFormats.Of(bytes) is null) throw new ImageProblemException("unsupported-format", "The image is none of JPEG, PNG, WebP and AVIF.", 415);
    }

    private static ImageProblemException TooLarge(int width, int height) => new("image-too-large", $"The image has {width}x{height} pixels; at most {MaxPixels} in all and {MaxSide} a side are taken.", 413);

    private static T Checked<T>(byte[] bytes, Func<Image, T> read)
    {
        using var header = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential);
        if ((long)header.Width * header.Height > MaxPixels || Math.Max(header.Width, header.Height) > MaxSide) throw TooLarge(header.Width, header.Height);
        if ((header.Contains("n-pages") && (int)header.Get("n-pages") > 1) || PngAnimation.IsIn(bytes)) throw new ImageProblemException("unsupported-format", "Animated images are not taken.", 415);
        return read(header);
    }

    /// <returns>By how much the loader may reduce while it decodes: JPEG can by 2, 4 or 8.</returns>
    private static int ShrinkOf(Image header, bool isJpeg)
    {
        if (!isJpeg) return 1;
        var spare = Math.Max(header.Width, header.Height) / WorkingSide;
        return spare >= 8 ? 8 : spare >= 4 ? 4 : spare >= 2 ? 2 : 1;
    }

    // What vips was about stands first, what went wrong stands last.
    private static string CauseOf(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : "the file is broken";
}
