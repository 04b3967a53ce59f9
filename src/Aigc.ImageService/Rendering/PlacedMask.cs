using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>The product's alpha where it was drawn, without its shadow.</summary>
internal static class PlacedMask
{
    /// <param name="alpha">Of the photo, 0 to 1 a pixel.</param>
    /// <param name="box">The product in pixels of the photo.</param>
    /// <param name="target">Where the box was drawn.</param>
    /// <returns>Width × height, 0 to 1, interpolated.</returns>
    public static float[] Of(float[] alpha, int photoWidth, PixelBox box, SKRect target, int width, int height)
    {
        var mask = new float[width * height];
        var photoHeight = alpha.Length / photoWidth;
        var scale = (box.Right - box.Left) / target.Width;
        for (var y = Math.Max(0, (int)target.Top); y < Math.Min(height, target.Bottom); y++)
            for (var x = Math.Max(0, (int)target.Left); x < Math.Min(width, target.Right); x++)
                mask[(y * width) + x] = At(((x + 0.5f - target.Left) * scale) + box.Left - 0.5f, ((y + 0.5f - target.Top) * scale) + box.Top - 0.5f);
        return mask;

        float At(float u, float v)
        {
            var (left, top) = (Math.Clamp((int)u, 0, photoWidth - 2), Math.Clamp((int)v, 0, photoHeight - 2));
            var (across, down) = (Math.Clamp(u - left, 0, 1), Math.Clamp(v - top, 0, 1));
            var p = (top * photoWidth) + left;
            return (((alpha[p] * (1 - across)) + (alpha[p + 1] * across)) * (1 - down)) + (((alpha[p + photoWidth] * (1 - across)) + (alpha[p + photoWidth + 1] * across)) * down);
        }
    }
}
