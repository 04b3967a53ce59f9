namespace Aigc.ImageService.Vision;

/// <summary>The outermost pixels of a picture, where the ground is most likely to be seen.</summary>
internal static class BorderRing
{
    /// <returns>Indices of the pixels within <paramref name="thickness"/> of an edge, row by row.</returns>
    public static IEnumerable<int> Of(int width, int height, int thickness)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (x < thickness || y < thickness || x >= width - thickness || y >= height - thickness) yield return (y * width) + x;
    }
}
