using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Fidelity;

/// <summary>How far the product in a picture is from the product in its photo.</summary>
/// <param name="MeanDifference">CIEDE2000 over the product's inner pixels.</param>
/// <param name="P95Difference">CIEDE2000 that 95 % of them stay under.</param>
/// <param name="Structure">Mean SSIM of lightness, -1 to 1.</param>
/// <param name="WorstStructure">SSIM that 95 % of the windows stay above: outlines that moved show here.</param>
/// <param name="Visible">Share of the product that lies within the picture.</param>
/// <param name="Refusal"><c>product-altered</c>, or null.</param>
/// <param name="Detail">Each measure that missed its limit, with both figures.</param>
internal sealed record FidelityReport(int LimitsVersion, double MeanDifference, double P95Difference, double Structure, double WorstStructure, double Visible, string? Refusal, string? Detail);

/// <summary>
/// Compares the cut-out product with the finished picture, pixel by pixel on a common grid: both are reduced by area means, so that scaling
/// and the sharpness of the resampler do not count, while colour, print and shape do. What was added beside the product is not looked at.
/// </summary>
internal static class FidelityJudge
{
    public const string Altered = "product-altered";

    // Fine enough for print on a label, coarse enough that a shift of a fraction of a pixel is none.
    private const int GridSide = 160;
    private const float Solid = 0.98f;

    /// <param name="photo">The source.</param>
    /// <param name="alpha">Its cut-out, 0 to 1 a pixel.</param>
    /// <param name="made">The finished picture; decode the file to judge what is really delivered.</param>
    /// <param name="label">Where a label was drawn over it, which is no change of the product.</param>
    public static FidelityReport Judge(Picture photo, float[] alpha, Picture made, Placement placement, PixelBox? label = null)
    {
        var limits = FidelityLimits.Shipped;
        var grid = FidelityGrid.Of(photo, alpha, Solid, GridSide, placement.Scale);
        if (grid is null) return new(limits.Version, 0, 0, 1, 1, 1, null, null);
        var (source, mask) = grid.Source(photo);
        if (label is not null) grid.LeaveOut(mask, label, placement);
        var (final, inside) = grid.Final(made, placement);
        var seen = mask.Zip(inside, (solid, within) => solid && within).ToArray();
        var visible = (double)seen.Count(set => set) / Math.Max(1, mask.Count(set => set));
        var (mean, p95) = Differences(source, final, seen);
        var (structure, worst) = StructuralSimilarity.Measure(Lightness(source), Lightness(final), seen, grid.Width, grid.Height);
        var missed = Missed(limits, mean, p95, structure, worst, visible).ToList();
        return new(limits.Version, mean, p95, structure, worst, visible, missed.Count == 0 ? null : Altered, missed.Count == 0 ? null : string.Join("; ", missed));
    }

    private static (double Mean, double P95) Differences(float[] first, float[] second, bool[] mask)
    {
        var all = new List<double>();
        for (int p = 0, i = 0; p < mask.Length; p++, i += 3)
            if (mask[p]) all.Add(ColourDifference.Ciede2000(first[i], first[i + 1], first[i + 2], second[i], second[i + 1], second[i + 2]));
        if (all.Count == 0) return (0, 0);
        all.Sort();
        return (all.Average(), all[(int)(all.Count * 0.95)]);
    }

    private static float[] Lightness(float[] lab) => [.. Enumerable.Range(0, lab.Length / 3).Select(p => lab[p * 3])];

    private static IEnumerable<string> Missed(FidelityLimits limits, double mean, double p95, double structure, double worst, double visible)
    {
        if (mean > limits.MeanDifference) yield return FormattableString.Invariant($"mean colour difference {mean:0.0}, allowed {limits.MeanDifference:0.0}");
        if (p95 > limits.P95Difference) yield return FormattableString.Invariant($"colour difference of the worst 5 % {p95:0.0}, allowed {limits.P95Difference:0.0}");
        if (structure < limits.MinStructure) yield return FormattableString.Invariant($"structure {structure:0.000}, wanted {limits.MinStructure:0.00}");
        if (worst < limits.MinWorstStructure) yield return FormattableString.Invariant($"structure of the worst 5 % {worst:0.000}, wanted {limits.MinWorstStructure:0.00}");
        if (visible < limits.MinVisible) yield return FormattableString.Invariant($"visible share {visible:0.000}, wanted {limits.MinVisible:0.00}");
    }
}
