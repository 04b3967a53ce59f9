using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>Draws the edge of a cut at the size of its photo: along the edges of the photo, and smoothly where there are none to follow.</summary>
internal static class CutEdge
{
    private const float Epsilon = 1e-4f;

    // No staircase has a step below it, and a line of one pixel keeps its middle.
    private const float LeastInside = 0.65f;

    /// <param name="mask">The cut at working size, width × height.</param>
    /// <returns>0 to 1 for each pixel of the photo.</returns>
    public static float[] Draw(Picture photo, bool[] mask, int width, int height)
    {
        var longer = Math.Max(photo.Width, photo.Height);
        var outline = Resampling.Bilinear(Smoothed(mask, width, height), width, height, photo.Width, photo.Height);
        // About one pixel of the photo wide again, however much the mask is enlarged.
        Stretch(outline, Math.Max(1, (float)longer / Math.Max(width, height)));
        var alpha = GuidedFilter.Apply(photo.Rgb, outline, photo.Width, photo.Height, Math.Max(3, longer / 110), Epsilon);
        // The filter leaves a haze around the subject and in its middle.
        Stretch(alpha, 1 / 0.76f);
        return alpha;
    }

    // Binomial over three by three: enlarged, the steps of the mask would be seen.
    private static float[] Smoothed(bool[] mask, int width, int height)
    {
        var smoothed = new float[mask.Length];
        for (var y = 0; y < height; y++)
        {
            var (above, below) = (Math.Max(0, y - 1) * width, Math.Min(height - 1, y + 1) * width);
            for (var x = 0; x < width; x++)
            {
                var p = (y * width) + x;
                var mean = (Across(mask, above, x, width) + (2 * Across(mask, y * width, x, width)) + Across(mask, below, x, width)) / 16f;
                smoothed[p] = mask[p] ? Math.Max(LeastInside, mean) : mean;
            }
        }
        return smoothed;
    }

    private static int Across(bool[] mask, int row, int x, int width) =>
        One(mask[row + Math.Max(0, x - 1)]) + (2 * One(mask[row + x])) + One(mask[row + Math.Min(width - 1, x + 1)]);

    private static int One(bool set) => set ? 1 : 0;

    // Both ends are pulled apart around the middle.
    private static void Stretch(float[] values, float by)
    {
        for (var i = 0; i < values.Length; i++) values[i] = Math.Clamp(((values[i] - 0.5f) * by) + 0.5f, 0, 1);
    }
}
