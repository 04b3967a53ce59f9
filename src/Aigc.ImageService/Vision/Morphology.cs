namespace Aigc.ImageService.Vision;

/// <summary>Square erosion of binary masks; what lies beyond the border counts as set.</summary>
internal static class Morphology
{
    public static bool[] Erode(bool[] mask, int width, int height, int radius)
    {
        var rows = new bool[mask.Length];
        for (var y = 0; y < height; y++) ErodeLine(mask, rows, y * width, 1, width, radius);
        var both = new bool[mask.Length];
        for (var x = 0; x < width; x++) ErodeLine(rows, both, x, width, height, radius);
        return both;
    }

    public static bool[] Dilate(bool[] mask, int width, int height, int radius) => [.. Erode([.. mask.Select(set => !set)], width, height, radius).Select(set => !set)];

    private static void ErodeLine(bool[] from, bool[] to, int start, int stride, int length, int radius)
    {
        // Last position that is not set, seen from the left; the window is free of it or not.
        var lastGap = int.MinValue;
        for (var i = 0; i < length + radius; i++)
        {
            if (i < length && !from[start + (i * stride)]) lastGap = i;
            var centre = i - radius;
            if (centre >= 0 && centre < length) to[start + (centre * stride)] = lastGap < centre - radius;
        }
    }
}
