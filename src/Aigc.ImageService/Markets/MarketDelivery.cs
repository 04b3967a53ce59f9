using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Markets;

/// <summary>A picture as a market gets it, and what was measured of exactly these bytes.</summary>
internal sealed record DeliveredPicture(byte[] Bytes, OutputFormat Format, int Width, int Height, MarketReport Report)
{
    public string ContentType => Format.ContentType();

    /// <summary>Where the fix put the picture's pixels.</summary>
    public Placement Moved { get; init; } = Placement.Unmoved;

    /// <summary>The label that the fix drew again; null: it drew none.</summary>
    public PixelBox? Label { get; init; }
}

/// <summary>
/// Measures a finished picture by a market's rules, fixes once what it can (ground, layout, size, format, bytes), and measures again. The
/// fix is kept only where it measures better; the report tells either way. Labels of the picture come along; a visible one counts as part of
/// what is seen, so a picture is adapted to its market before it is labelled for it.
/// </summary>
internal static class MarketDelivery
{
    /// <summary>Measures and changes nothing.</summary>
    /// <param name="product">Where the renderer put the product, if it is known.</param>
    /// <exception cref="ImageProblemException">The file cannot be decoded.</exception>
    public static MarketReport Measure(byte[] file, MarketPack pack, PixelBox? product = null) =>
        MarketJudge.Report(pack, MarketJudge.Judge(PictureMeasures.Of(file, product).Measures, pack), []);

    /// <param name="product">Where the renderer put the product, if it is known.</param>
    /// <param name="network">Helps where a ground has to be cut away.</param>
    /// <exception cref="ImageProblemException">The file cannot be decoded.</exception>
    public static DeliveredPicture Deliver(byte[] file, MarketPack pack, PixelBox? product = null, CutoutNetwork? network = null)
    {
        var (measures, picture) = PictureMeasures.Of(file, product);
        var before = MarketJudge.Judge(measures, pack);
        var fixing = new MarketFixing(pack, network);
        if (!before.Any(fixing.CanFix)) return As(file, measures, MarketJudge.Report(pack, before, []));
        try
        {
            var made = fixing.Fix(file, picture, measures);
            // The renderer's word on the product holds as long as nothing moved.
            var (fixedMeasures, _) = PictureMeasures.Of(made.Bytes, made.Fixes.Count == 1 ? product : null);
            var after = MarketJudge.Judge(fixedMeasures, pack);
            return Badness(after) < Badness(before)
                ? As(made.Bytes, fixedMeasures, MarketJudge.Report(pack, after, made.Fixes, before: before)) with { Moved = made.Moved, Label = made.Label }
                : As(file, measures, MarketJudge.Report(pack, before, [], "not-better"));
        }
        catch (ImageProblemException refused)
        {
            return As(file, measures, MarketJudge.Report(pack, before, [], refused.Code));
        }
    }

    private static int Badness(IEnumerable<RuleResult> results) => results.Sum(result => result.Outcome == RuleOutcome.Fail ? 1_000 : result.Outcome == RuleOutcome.Warn ? 1 : 0);

    private static DeliveredPicture As(byte[] bytes, PictureMeasures measures, MarketReport report) => new(bytes, measures.Format, measures.Width, measures.Height, report);
}
