using Aigc.ImageService.Vision;

namespace Aigc.Forge.Cutout;

/// <summary>How near a cut-out comes to the truth.</summary>
/// <param name="Iou">Intersection over union at half alpha.</param>
/// <param name="OutlineF">Harmonic mean of the shares of either outline that lie within three pixels of the other.</param>
/// <param name="Leak">Share of the visible shadow beside the product that was cut out with it.</param>
/// <param name="EdgeError">Mean error of alpha within three pixels of the true outline, 0 to 1.</param>
internal sealed record CutoutScore(double Iou, double OutlineF, double Leak, double EdgeError)
{
    private const int Tolerance = 3;
    private const int Visible = 12;

    public static CutoutScore Of(StudioPhoto photo, float[] alpha)
    {
        bool[] truth = [.. photo.Alpha.Select(value => value >= 128)], cut = [.. alpha.Select(value => value >= 0.5f)];
        var (both, either, shadow, leaked) = (0, 0, 0, 0.0);
        for (var p = 0; p < cut.Length; p++)
        {
            if (truth[p] && cut[p]) both++;
            if (truth[p] || cut[p]) either++;
            if (photo.Alpha[p] > 0 || photo.Shade[p] < Visible) continue;
            shadow++;
            leaked += alpha[p];
        }
        return new(either == 0 ? 1 : (double)both / either, AgreementOf(truth, cut, photo.Side), shadow == 0 ? 0 : leaked / shadow, ErrorAlong(Outline(truth, photo.Side), photo, alpha));
    }

    private static double ErrorAlong(bool[] outline, StudioPhoto photo, float[] alpha)
    {
        var band = Morphology.Dilate(outline, photo.Side, photo.Side, Tolerance);
        var (error, pixels) = (0.0, 0);
        for (var p = 0; p < band.Length; p++)
        {
            if (!band[p]) continue;
            pixels++;
            error += Math.Abs(alpha[p] - (photo.Alpha[p] / 255f));
        }
        return pixels == 0 ? 0 : error / pixels;
    }

    private static double AgreementOf(bool[] truth, bool[] cut, int side)
    {
        bool[] a = Outline(truth, side), b = Outline(cut, side);
        var (precision, recall) = (Near(b, a, side), Near(a, b, side));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static bool[] Outline(bool[] mask, int side)
    {
        var core = Morphology.Erode(mask, side, side, 1);
        return [.. mask.Select((set, p) => set && !core[p])];
    }

    private static double Near(bool[] of, bool[] to, int side)
    {
        var wide = Morphology.Dilate(to, side, side, Tolerance);
        var (near, all) = (0, 0);
        for (var p = 0; p < of.Length; p++)
        {
            if (!of[p]) continue;
            all++;
            if (wide[p]) near++;
        }
        return all == 0 ? 0 : (double)near / all;
    }
}
