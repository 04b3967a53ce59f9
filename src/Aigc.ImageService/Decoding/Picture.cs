namespace Aigc.ImageService.Decoding;

/// <summary>A decoded picture: 8-bit sRGB, interleaved, upright, opaque.</summary>
/// <param name="Rgb">Width × height × 3 bytes.</param>
internal sealed record Picture(byte[] Rgb, int Width, int Height)
{
    public int Pixels => Width * Height;

    /// <summary>The same pixels with straight alpha, where the file has alpha of its own; null: it has none.</summary>
    public Raster? Own { get; init; }
}
