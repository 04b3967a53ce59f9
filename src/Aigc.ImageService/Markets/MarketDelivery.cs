using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Markets;

/// <summary>A picture as a market gets it, and what was measured of exactly these bytes.</summary>
internal sealed record DeliveredPicture(byte[] Bytes, OutputFormat Format, int Width, int Height, MarketReport Report)
{
    public string ContentType => Format.ContentType();
}

/// <summary>
/// Measures a finished picture by a market's rules, fixes once what it can (ground, layout, size, format, bytes), and measures again. The
/// fix is kept only where it measures better; the report tells either way. Labels of the picture come along; a visible one counts as part of
/// what is seen, so a picture is adapted to its market before it is labelled for it.
/// </summary>
internal static class MarketDelivery
{
    // A ground with less white on it is no white ground with a shadow.
    private const double Shadowed = 0.6;
    private const string Agent = "Aigc.ImageService/market-rules";

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
        if (!before.Any(IsFixable)) return As(file, measures, MarketJudge.Report(pack, before, []));
        try
        {
            var (bytes, fixes) = Fix(new(file, picture, measures, before), pack, network);
            // The renderer's word on the product holds as long as nothing moved.
            var (fixedMeasures, _) = PictureMeasures.Of(bytes, fixes.Count == 1 ? product : null);
            var after = MarketJudge.Judge(fixedMeasures, pack);
            return Badness(after) < Badness(before)
                ? As(bytes, fixedMeasures, MarketJudge.Report(pack, after, fixes, before: before))
                : As(file, measures, MarketJudge.Report(pack, before, [], "not-better"));
        }
        catch (ImageProblemException refused)
        {
            return As(file, measures, MarketJudge.Report(pack, before, [], refused.Code));
        }
    }

    private static (byte[] Bytes, IReadOnlyList<string> Fixes) Fix(Judged judged, MarketPack pack, CutoutNetwork? network)
    {
        var (file, picture, measures, results) = judged;
        var fixes = new List<string>();
        var product = measures.Product;
        if (Missed(results, MarketMeasure.BorderWhite, MarketMeasure.GroundWhite, MarketMeasure.Opaque))
        {
            (picture, var cut) = Whitening.Apply(picture, network);
            // What the old ground hid or added shows only now.
            var white = PictureMeasures.Of(picture, measures.Bytes, measures.Format);
            (product, results) = (white.Product, MarketJudge.Judge(white, pack));
            fixes.Add(cut ? "cut-out" : "re-whitened");
        }
        // A border that is still not white has something lie in it that a new frame leaves out.
        if (Missed(results, MarketMeasure.BorderWhite, MarketMeasure.ProductFill, MarketMeasure.Aspect, MarketMeasure.LongestSide, MarketMeasure.ShortestSide, MarketMeasure.Megapixels))
        {
            picture = LaidOut(picture, product, pack);
            fixes.Add("laid-out");
        }
        var making = fixes.Count > 0 ? Making.Altered : Making.Unchanged;
        fixes.Add("encoded");
        var earlier = ProvenanceReader.Verify(file).Record;
        // A new frame or ground may have cost the picture its visible label.
        if (making != Making.Unchanged) picture = Labelling.Redraw(picture, earlier);
        var provenance = earlier.Then(new(making, "adapted", Agent, VisibleText: earlier.VisibleText));
        return (Encode(picture, measures.Format, pack, XmpPacket.Write(provenance)), fixes);
    }

    private sealed record Judged(byte[] File, Raster Picture, PictureMeasures Measures, IReadOnlyList<RuleResult> Results);

    private static Raster LaidOut(Raster picture, PixelBox? product, MarketPack pack)
    {
        var opaque = picture.Opaque(255, 255, 255);
        var box = product ?? ProductBox.Of(opaque)?.Box ?? throw new ImageProblemException("subject-not-separable", "No product stands out from the ground.", 422);
        return FrameLayout.Apply(opaque, box, pack);
    }

    // The format stays where the market takes it; another one is tried where the file would be too large.
    private static byte[] Encode(Raster picture, OutputFormat format, MarketPack pack, byte[]? xmp)
    {
        var allowed = pack.Rules.FirstOrDefault(rule => rule.Measure == MarketMeasure.Format)?.OneOf ?? pack.Deliver.Formats;
        var limit = pack.Rules.Where(rule => rule.Measure == MarketMeasure.Bytes).Min(rule => rule.Max);
        IEnumerable<OutputFormat> formats = allowed.Contains(format.Name(), StringComparer.Ordinal) ? [format] : [];
        ImageProblemException? last = null;
        foreach (var each in formats.Concat(pack.Deliver.Formats.Select(OutputFormats.Parse)).Distinct())
        {
            try
            {
                return PictureEncoder.Encode(picture, new(each, MaxBytes: (long?)limit), xmp).Bytes;
            }
            catch (ImageProblemException tooLarge)
            {
                last = tooLarge;
            }
        }
        throw last!;
    }

    private static bool Missed(IReadOnlyList<RuleResult> results, params MarketMeasure[] measures) => results.Any(result => measures.Contains(result.Measure) && IsFixable(result));

    // A recommended size that the picture does not have is no reason to blow it up, nor is a soft shadow on the ground one to wash it out.
    private static bool IsFixable(RuleResult result) => result.Outcome switch
    {
        RuleOutcome.Fail => true,
        RuleOutcome.Warn => !(result.Measure is MarketMeasure.LongestSide or MarketMeasure.ShortestSide && result.Measured < result.Min) && !(result.Measure == MarketMeasure.GroundWhite && result.Measured > Shadowed),
        _ => false,
    };

    private static int Badness(IEnumerable<RuleResult> results) => results.Sum(result => result.Outcome == RuleOutcome.Fail ? 1_000 : result.Outcome == RuleOutcome.Warn ? 1 : 0);

    private static DeliveredPicture As(byte[] bytes, PictureMeasures measures, MarketReport report) => new(bytes, measures.Format, measures.Width, measures.Height, report);
}
