using System.Numerics;
using System.Runtime.Intrinsics;

namespace Aigc.ImageService.Vision;

/// <summary>
/// Grey guided filter (He, Sun, Tang 2013): smooths a mask along the edges of the picture. Where the picture's grey tells little of the mask, such as
/// where a grey product stands on the same grey, the filter would draw the product's texture: there the mask itself stays. Box sums slide over the
/// picture, four of them in one vector, and only where the mask can reach.
/// </summary>
internal static class GuidedFilter
{
    // Share of the mask's variance that grey explains (R squared): below the one nothing is told, above the other all.
    private const float Untold = 0.15f;
    private const float Told = 0.5f;

    /// <param name="mask">0 to 1.</param>
    /// <param name="radius">In pixels.</param>
    /// <param name="epsilon">In squared grey levels, grey from 0 to 1.</param>
    public static float[] Apply(ReadOnlySpan<byte> rgb, float[] mask, int width, int height, int radius, float epsilon)
    {
        var filtered = new float[mask.Length];
        var (left, top, right, bottom) = Reach(mask, width, height, radius * 3);
        if (left >= right) return filtered;
        var (w, h) = (right - left, bottom - top);
        var (guide, inside, lines) = (new float[w * h], new float[w * h], new Vector3[w * h]);
        for (var y = 0; y < h; y++)
        {
            var from = ((y + top) * width) + left;
            mask.AsSpan(from, w).CopyTo(inside.AsSpan(y * w));
            Grey(rgb.Slice(from * 3, w * 3), guide.AsSpan(y * w, w));
        }
        Slide(new Fitting(guide, inside, lines, epsilon), w, h, radius);
        Slide(new Drawing(guide, inside, lines), w, h, radius);
        for (var y = 0; y < h; y++) inside.AsSpan(y * w, w).CopyTo(filtered.AsSpan(((y + top) * width) + left));
        return filtered;
    }

    /// <summary>Box mean in linear time; at the border over what there is.</summary>
    public static float[] Mean(float[] values, int width, int height, int radius)
    {
        var mean = new float[values.Length];
        Slide(new Averaging(values, mean), width, height, radius);
        return mean;
    }

    // Beyond it the mask is empty as far as anything looks, and so is the result.
    private static (int Left, int Top, int Right, int Bottom) Reach(float[] mask, int width, int height, int margin)
    {
        var (left, top, right, bottom) = (width, height, 0, 0);
        for (var y = 0; y < height; y++)
        {
            var line = mask.AsSpan(y * width, width);
            var first = line.IndexOfAnyExcept(0f);
            if (first < 0) continue;
            (left, right, top, bottom) = (Math.Min(left, first), Math.Max(right, line.LastIndexOfAnyExcept(0f) + 1), Math.Min(top, y), y + 1);
        }
        return (Math.Max(0, left - margin), Math.Max(0, top - margin), Math.Min(width, right + margin), Math.Min(height, bottom + margin));
    }

    private static void Grey(ReadOnlySpan<byte> rgb, Span<float> grey)
    {
        for (var i = 0; i < grey.Length; i++) grey[i] = ((0.299f * rgb[i * 3]) + (0.587f * rgb[(i * 3) + 1]) + (0.114f * rgb[(i * 3) + 2])) / 255f;
    }

    // A window slides down as a sum a column, and over those sums from left to right.
    private static void Slide<T>(T work, int width, int height, int radius) where T : struct, IWindowed
    {
        var columns = new Vector128<float>[width];
        for (var y = 0; y < Math.Min(radius, height); y++) for (var x = 0; x < width; x++) columns[x] += work.At((y * width) + x);
        for (var y = 0; y < height; y++)
        {
            var (entering, leaving) = ((y + radius) * width, (y - radius - 1) * width);
            if (y + radius < height) for (var x = 0; x < width; x++) columns[x] += work.At(entering + x);
            if (leaving >= 0) for (var x = 0; x < width; x++) columns[x] -= work.At(leaving + x);
            SlideAlong(ref work, columns, y * width, radius, Math.Min(y + radius, height - 1) - Math.Max(y - radius, 0) + 1);
        }
    }

    private static void SlideAlong<T>(ref T work, Vector128<float>[] columns, int start, int radius, int rows) where T : struct, IWindowed
    {
        var (sum, count) = (Vector128<float>.Zero, 0);
        for (; count < Math.Min(radius, columns.Length); count++) sum += columns[count];
        for (var x = 0; x < columns.Length; x++)
        {
            if (x + radius < columns.Length) { sum += columns[x + radius]; count++; }
            if (x - radius - 1 >= 0) { sum -= columns[x - radius - 1]; count--; }
            work.Put(start + x, sum * (1f / (count * rows)));
        }
    }

    /// <summary>Up to four values of each pixel, and what is made of their means.</summary>
    private interface IWindowed
    {
        Vector128<float> At(int p);

        void Put(int p, Vector128<float> mean);
    }

    private readonly struct Fitting(float[] guide, float[] mask, Vector3[] lines, float epsilon) : IWindowed
    {
        public Vector128<float> At(int p) => Vector128.Create(guide[p], mask[p], guide[p], mask[p]) * Vector128.Create(1, 1, guide[p], guide[p]);

        public void Put(int p, Vector128<float> mean)
        {
            var (meanGuide, meanMask) = (mean[0], mean[1]);
            var covariance = mean[3] - (meanGuide * meanMask);
            var slope = covariance / (mean[2] - (meanGuide * meanGuide) + epsilon);
            // Of a mask that is 0 or 1 nearly everywhere; where it is one of them, there is nothing to explain.
            var variance = meanMask * (1 - meanMask);
            lines[p] = new(slope, meanMask - (slope * meanGuide), variance < 1e-4f ? 1 : slope * covariance / variance);
        }
    }

    // What is drawn over is the mask.
    private readonly struct Drawing(float[] guide, float[] filtered, Vector3[] lines) : IWindowed
    {
        public Vector128<float> At(int p) => lines[p].AsVector128();

        public void Put(int p, Vector128<float> mean)
        {
            var told = Math.Clamp((mean[2] - Untold) / (Told - Untold), 0, 1);
            filtered[p] += told * (Math.Clamp((mean[0] * guide[p]) + mean[1], 0, 1) - filtered[p]);
        }
    }

    private readonly struct Averaging(float[] values, float[] means) : IWindowed
    {
        public Vector128<float> At(int p) => Vector128.CreateScalar(values[p]);

        public void Put(int p, Vector128<float> mean) => means[p] = mean[0];
    }
}
