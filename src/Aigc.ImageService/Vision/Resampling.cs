namespace Aigc.ImageService.Vision;

/// <summary>Resampling with pixel centres at half coordinates, so that nothing shifts.</summary>
internal static class Resampling
{
    /// <summary>Area mean; for reduction.</summary>
    public static byte[] Reduce(ReadOnlySpan<byte> rgb, int width, int height, int toWidth, int toHeight)
    {
        var reduced = new byte[toWidth * toHeight * 3];
        for (var y = 0; y < toHeight; y++)
        {
            var (top, bottom) = Span(y, height, toHeight);
            for (var x = 0; x < toWidth; x++)
            {
                var (left, right) = Span(x, width, toWidth);
                var (r, g, b) = (0, 0, 0);
                for (var j = top; j < bottom; j++)
                    for (var k = ((j * width) + left) * 3; k < ((j * width) + right) * 3; k += 3) { r += rgb[k]; g += rgb[k + 1]; b += rgb[k + 2]; }
                var (count, q) = ((bottom - top) * (right - left), ((y * toWidth) + x) * 3);
                (reduced[q], reduced[q + 1], reduced[q + 2]) = ((byte)(r / count), (byte)(g / count), (byte)(b / count));
            }
        }
        return reduced;
    }

    /// <summary>Bilinear; for masks.</summary>
    public static float[] Bilinear(float[] values, int width, int height, int toWidth, int toHeight)
    {
        var scaled = new float[toWidth * toHeight];
        for (var y = 0; y < toHeight; y++)
        {
            var (y0, y1, ty) = Between(y, height, toHeight);
            for (var x = 0; x < toWidth; x++)
            {
                var (x0, x1, tx) = Between(x, width, toWidth);
                var upper = (values[(y0 * width) + x0] * (1 - tx)) + (values[(y0 * width) + x1] * tx);
                var lower = (values[(y1 * width) + x0] * (1 - tx)) + (values[(y1 * width) + x1] * tx);
                scaled[(y * toWidth) + x] = (upper * (1 - ty)) + (lower * ty);
            }
        }
        return scaled;
    }

    private static (int From, int To) Span(int i, int from, int to)
    {
        var start = (int)((long)i * from / to);
        return (start, Math.Max(start + 1, (int)((long)(i + 1) * from / to)));
    }

    private static (int Low, int High, float Part) Between(int i, int from, int to)
    {
        var at = ((i + 0.5f) * from / to) - 0.5f;
        var low = (int)MathF.Floor(at);
        return (Math.Clamp(low, 0, from - 1), Math.Clamp(low + 1, 0, from - 1), at - low);
    }
}
