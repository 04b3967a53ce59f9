using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Upscaling;

/// <summary>
/// Separable Lanczos resampling with three lobes (Duchon 1979) and pixel centres at half coordinates, so that nothing shifts. When it
/// reduces, the kernel widens with the step, so that nothing aliases.
/// </summary>
internal static class Lanczos
{
    private const double Lobes = 3;

    public static Raster Resize(Raster image, int width, int height)
    {
        if (image.Width == width && image.Height == height) return image;
        var (across, down) = (Taps.Of(image.Width, width), Taps.Of(image.Height, height));
        var stride = width * image.Bands;
        var (pixels, sums) = (new byte[stride * height], new float[stride]);
        // Only the rows that one row of the result mixes: in numbers, all of them would take four times the picture.
        var (rows, next) = (new float[down.Count * stride], 0);
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            var first = down.First[y];
            var weights = down.WeightsOf(y);
            for (next = Math.Max(next, first); next < first + down.Count; next++) Row(image, across, next, rows.AsSpan(next % down.Count * stride, stride));
            for (var k = 0; k < weights.Length; k++) AddWeighted(rows.AsSpan((first + k) % down.Count * stride, stride), weights[k], sums);
            for (var i = 0; i < stride; i++) pixels[(y * stride) + i] = (byte)Math.Clamp(sums[i] + 0.5f, 0, 255);
        }
        return new(pixels, width, height, image.Bands);
    }

    private static void Row(Raster image, Taps taps, int y, Span<float> row)
    {
        if (image.Bands == 4)
        {
            Row4(image, taps, y, MemoryMarshal.Cast<float, Vector128<float>>(row));
            return;
        }
        var channels = image.Bands;
        var width = taps.First.Length;
        var line = image.Pixels.AsSpan(y * image.Width * channels, image.Width * channels);
        for (var x = 0; x < width; x++)
        {
            var weights = taps.WeightsOf(x);
            var from = taps.First[x] * channels;
            for (var c = 0; c < channels; c++)
            {
                var sum = 0f;
                for (var k = 0; k < weights.Length; k++) sum += weights[k] * line[from + (k * channels) + c];
                row[(x * channels) + c] = sum;
            }
        }
    }

    // The four channels of a pixel in one vector.
    private static void Row4(Raster image, Taps taps, int y, Span<Vector128<float>> row)
    {
        var line = new Vector128<float>[image.Width];
        var bytes = image.Pixels.AsSpan(y * image.Width * 4, image.Width * 4);
        for (var x = 0; x < line.Length; x++) line[x] = Vector128.Create((float)bytes[x * 4], bytes[(x * 4) + 1], bytes[(x * 4) + 2], bytes[(x * 4) + 3]);
        for (var x = 0; x < row.Length; x++)
        {
            var weights = taps.WeightsOf(x);
            var from = line.AsSpan(taps.First[x], weights.Length);
            var sum = Vector128<float>.Zero;
            for (var k = 0; k < from.Length; k++) sum += from[k] * weights[k];
            row[x] = sum;
        }
    }

    // Multiplied and added in two steps, so that it gives the same picture on every machine.
    private static void AddWeighted(ReadOnlySpan<float> row, float weight, Span<float> sums)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(row);
        var wideSums = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (var i = 0; i < wide.Length; i++) wideSums[i] += wide[i] * weight;
        for (var i = wide.Length * Vector<float>.Count; i < row.Length; i++) sums[i] += weight * row[i];
    }

    private static double Kernel(double x)
    {
        x = Math.Abs(x);
        if (x < 1e-9) return 1;
        if (x >= Lobes) return 0;
        var angle = Math.PI * x;
        return Lobes * Math.Sin(angle) * Math.Sin(angle / Lobes) / (angle * angle);
    }

    /// <summary>For each target pixel the first source pixel and the weights from there on, all of them inside the picture; beyond the border the outermost pixel counts on.</summary>
    private sealed record Taps(int[] First, float[] Weights, int Count)
    {
        public ReadOnlySpan<float> WeightsOf(int i) => Weights.AsSpan(i * Count, Count);

        public static Taps Of(int from, int to)
        {
            var step = (double)from / to;
            var widening = Math.Max(1, step);
            var reach = Lobes * widening;
            var count = Math.Min(from, (int)Math.Ceiling(2 * reach) + 1);
            var taps = new Taps(new int[to], new float[to * count], count);
            for (var i = 0; i < to; i++) taps.Fill(i, ((i + 0.5) * step) - 0.5, reach, widening, from);
            return taps;
        }

        private void Fill(int i, double centre, double reach, double widening, int from)
        {
            var low = (int)Math.Ceiling(centre - reach);
            First[i] = Math.Clamp(low, 0, from - Count);
            var weights = new double[Count];
            for (var k = low; k <= centre + reach; k++) weights[Math.Clamp(Math.Clamp(k, 0, from - 1) - First[i], 0, Count - 1)] += Kernel((k - centre) / widening);
            var sum = weights.Sum();
            for (var k = 0; k < Count; k++) Weights[(i * Count) + k] = (float)(weights[k] / sum);
        }
    }
}
