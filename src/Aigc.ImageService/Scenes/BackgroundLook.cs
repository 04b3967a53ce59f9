using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Scenes;

/// <summary>What a background picture looks like, by its pixels.</summary>
internal static class BackgroundLook
{
    private const int Samples = 20_000;

    /// <returns>Mean Lab.</returns>
    public static float[] Of(Picture picture)
    {
        var (step, sum, count) = (Math.Max(1, picture.Pixels / Samples), new double[3], 0);
        for (var p = 0; p < picture.Pixels; p += step)
        {
            var lab = Lab.FromRgb(picture.Rgb.AsSpan(p * 3, 3));
            for (var c = 0; c < 3; c++) sum[c] += lab[c];
            count++;
        }
        return [.. sum.Select(value => (float)(value / count))];
    }
}
