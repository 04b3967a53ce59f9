using Aigc.ImageService.Decoding;
using NetVips;

namespace Aigc.ImageService.Converting;

/// <param name="Quality">1 to 100; PNG has none.</param>
/// <param name="MaxBytes">The file may not be larger; quality gives way down to <see cref="PictureEncoder.LowestQuality"/>.</param>
internal sealed record EncodeOptions(OutputFormat Format, int Quality = PictureEncoder.UsualQuality, long? MaxBytes = null)
{
    /// <summary>As a caller names them.</summary>
    /// <param name="quality">Brought into 1 to 100; null: the usual one.</param>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400 for a format that is not known.</exception>
    public static EncodeOptions Of(string format, int? quality, long? maxBytes = null) =>
        new(OutputFormats.Parse(format), Math.Clamp(quality ?? PictureEncoder.UsualQuality, 1, 100), maxBytes);
}

/// <param name="Quality">What it came to; 100 for PNG.</param>
internal sealed record EncodedPicture(byte[] Bytes, OutputFormat Format, int Width, int Height, int Quality)
{
    public string ContentType => Format.ContentType();
}

/// <summary>
/// Encodes pixels as sRGB. Nothing travels beside them but the XMP packet that is handed in: what the source file said of its camera, its
/// place and its owner stays behind.
/// </summary>
internal static class PictureEncoder
{
    public const int UsualQuality = 92;

    /// <summary>Below this a picture shows what was done to it.</summary>
    public const int LowestQuality = 50;

    // AV1 is slow: at 3 of 9 a picture of 1000 x 1000 takes well under a second, for some percent more bytes.
    private const int AvifEffort = 3;

    /// <param name="xmp">The packet of labels, or null.</param>
    /// <exception cref="ImageProblemException"><c>size-limit-not-met</c> 422.</exception>
    public static EncodedPicture Encode(Raster raster, EncodeOptions options, byte[]? xmp = null)
    {
        var pixels = options.Format.KeepsAlpha() ? raster : raster.Opaque(255, 255, 255);
        using var bare = pixels.ToVips();
        using var image = xmp is null ? bare.Copy() : bare.Mutate(fields => fields.Set(GValue.BlobType, "xmp-data", xmp));
        return options.Format == OutputFormat.Png ? Lossless(image, options) : Lossy(image, options);
    }

    private static EncodedPicture Lossless(Image image, EncodeOptions options)
    {
        var bytes = image.PngsaveBuffer(compression: 6, filter: Enums.ForeignPngFilter.All, keep: Enums.ForeignKeep.Xmp);
        if (bytes.Length > options.MaxBytes) bytes = image.PngsaveBuffer(compression: 9, filter: Enums.ForeignPngFilter.All, keep: Enums.ForeignKeep.Xmp);
        return bytes.Length > options.MaxBytes ? throw TooLarge(bytes, options) : new(bytes, options.Format, image.Width, image.Height, 100);
    }

    // The best quality that fits: the size grows with it, so that halving finds it in six tries.
    private static EncodedPicture Lossy(Image image, EncodeOptions options)
    {
        var best = Math.Clamp(options.Quality, 1, 100);
        var bytes = Save(image, options.Format, best);
        if (bytes.Length <= (options.MaxBytes ?? long.MaxValue)) return new(bytes, options.Format, image.Width, image.Height, best);
        EncodedPicture? fits = null;
        var (low, high) = (Math.Min(LowestQuality, best), best - 1);
        while (low <= high)
        {
            var quality = (low + high) / 2;
            bytes = Save(image, options.Format, quality);
            if (bytes.Length <= options.MaxBytes)
            {
                fits = new(bytes, options.Format, image.Width, image.Height, quality);
                low = quality + 1;
            }
            else
            {
                high = quality - 1;
            }
        }
        return fits ?? throw TooLarge(bytes, options);
    }

    private static byte[] Save(Image image, OutputFormat format, int quality) => format switch
    {
        OutputFormat.Jpeg => image.JpegsaveBuffer(q: quality, optimizeCoding: true, keep: Enums.ForeignKeep.Xmp),
        OutputFormat.Webp => image.WebpsaveBuffer(q: quality, smartSubsample: true, keep: Enums.ForeignKeep.Xmp),
        _ => image.HeifsaveBuffer(q: quality, compression: Enums.ForeignHeifCompression.Av1, effort: AvifEffort, keep: Enums.ForeignKeep.Xmp),
    };

    private static ImageProblemException TooLarge(byte[] bytes, EncodeOptions options) =>
        new("size-limit-not-met", $"The picture takes {bytes.Length} bytes as {options.Format.Name()}; {options.MaxBytes} are allowed.", 422);
}
