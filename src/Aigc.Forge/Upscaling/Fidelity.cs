using Aigc.ImageService.Decoding;

namespace Aigc.Forge.Upscaling;

/// <summary>How near an enlarged picture comes to the original, on luma (BT.601), the border left out.</summary>
internal static class Fidelity
{
    private const int Window = 8;

    /// <summary>Peak signal-to-noise ratio in dB.</summary>
    public static double Psnr(Raster made, Raster truth, int border)
    {
        var (sum, count) = (0.0, 0);
        for (var y = border; y < truth.Height - border; y++)
            for (var x = border; x < truth.Width - border; x++, count++)
                sum += Math.Pow(Luma(made, x, y) - Luma(truth, x, y), 2);
        return 10 * Math.Log10(255 * 255 / ((sum / count) + 1e-9));
    }

    /// <summary>Structural similarity (Wang et al. 2004) over 8×8 windows, every fourth pixel.</summary>
    public static double Ssim(Raster made, Raster truth, int border)
    {
        var (sum, count) = (0.0, 0);
        for (var y = border; y + Window <= truth.Height - border; y += 4)
            for (var x = border; x + Window <= truth.Width - border; x += 4, count++)
                sum += Similarity(made, truth, x, y);
        return sum / count;
    }

    private static double Similarity(Raster made, Raster truth, int left, int top)
    {
        var (a, b, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = top; y < top + Window; y++)
            for (var x = left; x < left + Window; x++)
            {
                var (p, q) = (Luma(made, x, y), Luma(truth, x, y));
                (a, b, aa, bb, ab) = (a + p, b + q, aa + (p * p), bb + (q * q), ab + (p * q));
            }
        const double N = Window * Window, C1 = 6.5025, C2 = 58.5225;
        var (ma, mb) = (a / N, b / N);
        var (va, vb, cov) = ((aa / N) - (ma * ma), (bb / N) - (mb * mb), (ab / N) - (ma * mb));
        return ((2 * ma * mb) + C1) * ((2 * cov) + C2) / (((ma * ma) + (mb * mb) + C1) * (va + vb + C2));
    }

    private static double Luma(Raster image, int x, int y)
    {
        var i = ((y * image.Width) + x) * 3;
        return (0.299 * image.Pixels[i]) + (0.587 * image.Pixels[i + 1]) + (0.114 * image.Pixels[i + 2]);
    }
}
