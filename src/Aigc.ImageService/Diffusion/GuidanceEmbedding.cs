using Aigc.ImageService.Diffusion.Components;

namespace Aigc.ImageService.Diffusion;

/// <summary>Guidance as a network distilled over it takes it: sines, then cosines, of 1000 (g - 1) (Luo et al. 2023, section 4.1).</summary>
internal static class GuidanceEmbedding
{
    public static Tensor Of(double guidance, int width)
    {
        var half = width / 2;
        var data = new float[width];
        for (var i = 0; i < half; i++)
        {
            var angle = (guidance - 1) * 1000 * Math.Exp(-Math.Log(10_000) / Math.Max(1, half - 1) * i);
            (data[i], data[half + i]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        }
        return new(data, 1, width);
    }
}
