namespace Aigc.ImageService.Vision;

/// <summary>
/// SSIM (Wang, Bovik, Sheikh and Simoncelli, 2004) over windows of 8 x 8, every 4 pixels, where a mask says that there is something to compare.
/// </summary>
internal static class StructuralSimilarity
{
    private const int Window = 8;
    private const int Step = 4;

    // (0.01 x 100)² and (0.03 x 100)²: lightness runs from 0 to 100.
    private const double C1 = 1;
    private const double C2 = 9;

    /// <param name="first">Lightness, 0 to 100.</param>
    /// <returns>The mean over all windows that lie three quarters in the mask, and the fifth percentile; 1 and 1 where there is none.</returns>
    public static (double Mean, double P5) Measure(float[] first, float[] second, bool[] mask, int width, int height)
    {
        var all = new List<double>();
        for (var y = 0; y + Window <= height; y += Step)
            for (var x = 0; x + Window <= width; x += Step)
                if (At(first, second, mask, width, x, y) is { } ssim) all.Add(ssim);
        if (all.Count == 0) return (1, 1);
        all.Sort();
        return (all.Average(), all[all.Count / 20]);
    }

    private static double? At(float[] first, float[] second, bool[] mask, int width, int left, int top)
    {
        var (n, a, b, aa, bb, ab) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = top; y < top + Window; y++)
            for (var x = left; x < left + Window; x++)
            {
                var p = (y * width) + x;
                if (!mask[p]) continue;
                double u = first[p], v = second[p];
                (n, a, b, aa, bb, ab) = (n + 1, a + u, b + v, aa + (u * u), bb + (v * v), ab + (u * v));
            }
        if (n < Window * Window * 3 / 4) return null;
        var (ma, mb) = (a / n, b / n);
        var (va, vb, cov) = ((aa / n) - (ma * ma), (bb / n) - (mb * mb), (ab / n) - (ma * mb));
        return ((2 * ma * mb) + C1) * ((2 * cov) + C2) / (((ma * ma) + (mb * mb) + C1) * (va + vb + C2));
    }
}
