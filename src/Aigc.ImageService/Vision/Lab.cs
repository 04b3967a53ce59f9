namespace Aigc.ImageService.Vision;

/// <summary>CIE L*a*b* (D65) from 8-bit sRGB, IEC 61966-2-1.</summary>
internal static class Lab
{
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(LinearOf)];

    /// <returns>Three floats a pixel: L 0 to 100, a and b about -128 to 127.</returns>
    public static float[] FromRgb(ReadOnlySpan<byte> rgb)
    {
        var lab = new float[rgb.Length];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var (r, g, b) = (Linear[rgb[i]], Linear[rgb[i + 1]], Linear[rgb[i + 2]]);
            var x = Curve(((0.4124f * r) + (0.3576f * g) + (0.1805f * b)) / 0.9505f);
            var y = Curve((0.2126f * r) + (0.7152f * g) + (0.0722f * b));
            var z = Curve(((0.0193f * r) + (0.1192f * g) + (0.9505f * b)) / 1.089f);
            lab[i] = (116 * y) - 16;
            lab[i + 1] = 500 * (x - y);
            lab[i + 2] = 200 * (y - z);
        }
        return lab;
    }

    private static float LinearOf(int value)
    {
        var c = value / 255.0;
        return (float)(c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4));
    }

    private static float Curve(float t) => t > 0.008856f ? MathF.Cbrt(t) : (7.787f * t) + (16f / 116);
}
