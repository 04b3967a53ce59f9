using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Scenes;

/// <summary>What a background has to suit.</summary>
/// <param name="Aspect">Width over height of the product's box.</param>
/// <param name="Base">Width of the product near its foot as a share of its whole width: small for what stands on a tip, or lies.</param>
/// <param name="Lightness">Mean L, 0 to 100.</param>
/// <param name="A">Mean a of the Lab colour.</param>
/// <param name="LightFrom">Lightness of the right side minus the left: where the light of the photo comes from.</param>
internal sealed record ProductLook(double Aspect, double Base, double Lightness, double A, double B, double LightFrom)
{
    private const float Solid = 0.9f;
    private const int Samples = 60_000;
    private const double Foot = 0.06;

    /// <param name="alpha">The cut-out, 0 to 1 a pixel.</param>
    public static ProductLook Of(Picture photo, float[] alpha)
    {
        var (left, top, right, bottom) = Box(photo, alpha);
        if (right <= left) return new(1, 1, 50, 0, 0, 0);
        var step = Math.Max(1, (int)Math.Sqrt((double)(right - left) * (bottom - top) / Samples));
        var (sum, count, sides, per) = (new double[3], 0, new double[2], new int[2]);
        var (footLeft, footRight) = (right, left);
        for (var y = top; y < bottom; y += step)
            for (var x = left; x < right; x += step)
            {
                var p = (y * photo.Width) + x;
                if (alpha[p] < Solid) continue;
                var lab = Lab.FromRgb(photo.Rgb.AsSpan(p * 3, 3));
                for (var c = 0; c < 3; c++) sum[c] += lab[c];
                count++;
                var side = x * 2 < left + right ? 0 : 1;
                (sides[side], per[side]) = (sides[side] + lab[0], per[side] + 1);
                if (y > bottom - ((bottom - top) * Foot)) (footLeft, footRight) = (Math.Min(footLeft, x), Math.Max(footRight, x + step));
            }
        if (count == 0) return new(1, 1, 50, 0, 0, 0);
        var from = per[0] == 0 || per[1] == 0 ? 0 : (sides[1] / per[1]) - (sides[0] / per[0]);
        return new((double)(right - left) / (bottom - top), Math.Clamp((double)(footRight - footLeft) / (right - left), 0, 1), sum[0] / count, sum[1] / count, sum[2] / count, from);
    }

    private static (int Left, int Top, int Right, int Bottom) Box(Picture photo, float[] alpha)
    {
        var (left, top, right, bottom) = (photo.Width, photo.Height, 0, 0);
        for (var p = 0; p < alpha.Length; p++)
        {
            if (alpha[p] < Solid) continue;
            var (x, y) = (p % photo.Width, p / photo.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return (left, top, right, bottom);
    }
}
