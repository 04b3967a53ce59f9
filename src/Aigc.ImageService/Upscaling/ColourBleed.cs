using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Upscaling;

/// <summary>Gives transparent pixels the colour of the product beside them, so that enlarging mixes no dark into its edge.</summary>
internal static class ColourBleed
{
    // As far as the kernel and the network look.
    private const int Rings = 10;

    /// <param name="image">Four channels, straight alpha; the alpha stays.</param>
    public static Raster Of(Raster image)
    {
        var (pixels, known) = ((byte[])image.Pixels.Clone(), new bool[image.Width * image.Height]);
        for (var p = 0; p < known.Length; p++) known[p] = pixels[(p * 4) + 3] > 0;
        for (var ring = 0; ring < Rings && Spread(pixels, known, image.Width, image.Height); ring++) { }
        return image with { Pixels = pixels };
    }

    private static bool Spread(byte[] pixels, bool[] known, int width, int height)
    {
        var reached = new List<(int To, int From)>();
        for (var p = 0; p < known.Length; p++)
        {
            if (known[p]) continue;
            var (x, y) = (p % width, p / width);
            if (x > 0 && known[p - 1]) reached.Add((p, p - 1));
            else if (x < width - 1 && known[p + 1]) reached.Add((p, p + 1));
            else if (y > 0 && known[p - width]) reached.Add((p, p - width));
            else if (y < height - 1 && known[p + width]) reached.Add((p, p + width));
        }
        foreach (var (to, from) in reached)
        {
            pixels.AsSpan(from * 4, 3).CopyTo(pixels.AsSpan(to * 4));
            known[to] = true;
        }
        return reached.Count > 0;
    }
}
