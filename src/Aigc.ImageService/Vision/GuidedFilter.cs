namespace Aigc.ImageService.Vision;

/// <summary>Grey guided filter (He, Sun, Tang 2013): smooths a mask along the edges of the picture.</summary>
internal static class GuidedFilter
{
    /// <param name="mask">0 to 1.</param>
    /// <param name="radius">In pixels.</param>
    /// <param name="epsilon">In squared grey levels, grey from 0 to 1.</param>
    public static float[] Apply(ReadOnlySpan<byte> rgb, float[] mask, int width, int height, int radius, float epsilon)
    {
        var n = width * height;
        var guide = new float[n];
        for (var i = 0; i < n; i++) guide[i] = ((0.299f * rgb[i * 3]) + (0.587f * rgb[(i * 3) + 1]) + (0.114f * rgb[(i * 3) + 2])) / 255f;
        var meanGuide = Mean(guide, width, height, radius);
        var meanMask = Mean(mask, width, height, radius);
        var correlation = Mean(Product(guide, mask), width, height, radius);
        var square = Mean(Product(guide, guide), width, height, radius);
        var (slope, offset) = (correlation, square);
        for (var i = 0; i < n; i++)
        {
            slope[i] = (correlation[i] - (meanGuide[i] * meanMask[i])) / (square[i] - (meanGuide[i] * meanGuide[i]) + epsilon);
            offset[i] = meanMask[i] - (slope[i] * meanGuide[i]);
        }
        (slope, offset) = (Mean(slope, width, height, radius), Mean(offset, width, height, radius));
        for (var i = 0; i < n; i++) guide[i] = Math.Clamp((slope[i] * guide[i]) + offset[i], 0, 1);
        return guide;
    }

    private static float[] Product(float[] a, float[] b)
    {
        var product = new float[a.Length];
        for (var i = 0; i < a.Length; i++) product[i] = a[i] * b[i];
        return product;
    }

    /// <summary>Box mean in linear time; at the border over what there is.</summary>
    public static float[] Mean(float[] values, int width, int height, int radius)
    {
        var rows = new float[values.Length];
        for (var y = 0; y < height; y++) MeanLine(values, rows, y * width, 1, width, radius);
        var both = new float[values.Length];
        for (var x = 0; x < width; x++) MeanLine(rows, both, x, width, height, radius);
        return both;
    }

    private static void MeanLine(float[] from, float[] to, int start, int stride, int length, int radius)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < Math.Min(radius, length); i++, count++) sum += from[start + (i * stride)];
        for (var i = 0; i < length; i++)
        {
            if (i + radius < length) { sum += from[start + ((i + radius) * stride)]; count++; }
            if (i - radius - 1 >= 0) { sum -= from[start + ((i - radius - 1) * stride)]; count--; }
            to[start + (i * stride)] = (float)(sum / count);
        }
    }
}
