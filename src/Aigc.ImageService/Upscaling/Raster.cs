namespace Aigc.ImageService.Upscaling;

/// <summary>Pixels of one to four 8-bit channels, interleaved; four are RGB and straight alpha.</summary>
/// <param name="Pixels">Width × height × channels bytes.</param>
internal sealed record Raster(byte[] Pixels, int Width, int Height, int Channels);
