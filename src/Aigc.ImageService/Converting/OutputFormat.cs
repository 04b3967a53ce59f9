using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Converting;

internal enum OutputFormat { Jpeg, Png, Webp, Avif }

internal static class OutputFormats
{
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400.</exception>
    public static OutputFormat Parse(string format) => format switch
    {
        "jpeg" or "jpg" => OutputFormat.Jpeg,
        "png" => OutputFormat.Png,
        "webp" => OutputFormat.Webp,
        "avif" => OutputFormat.Avif,
        _ => throw new ImageProblemException("request-invalid", $"The format '{format}' is none of jpeg, png, webp, avif.", 400),
    };

    /// <summary>By the magic bytes; null where the file is none of the four.</summary>
    public static OutputFormat? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? OutputFormat.Jpeg
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? OutputFormat.Png
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? OutputFormat.Webp
        : bytes.Length > 12 && bytes[4..].StartsWith("ftypavif"u8) ? OutputFormat.Avif
        : null;

    /// <summary>The name used on the wire and in market rules.</summary>
    public static string Name(this OutputFormat format) => format switch
    {
        OutputFormat.Jpeg => "jpeg",
        OutputFormat.Png => "png",
        OutputFormat.Webp => "webp",
        _ => "avif",
    };

    public static string ContentType(this OutputFormat format) => "image/" + format.Name();

    public static bool KeepsAlpha(this OutputFormat format) => format != OutputFormat.Jpeg;
}
