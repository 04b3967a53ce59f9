using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Markets;

/// <param name="Fixes">What was done, as the report names it.</param>
/// <param name="Moved">Where the picture's pixels went.</param>
/// <param name="Label">The label that was drawn again; null: there is none.</param>
internal sealed record FixedPicture(byte[] Bytes, IReadOnlyList<string> Fixes, Placement Moved, PixelBox? Label);

/// <summary>Changes a picture so that it meets a market's rules: ground, layout, size, format, bytes.</summary>
/// <param name="network">Helps where a ground has to be cut away.</param>
internal sealed class MarketFixing(MarketPack pack, CutoutNetwork? network)
{
    /// <summary>The fix that every other one ends in; alone it changes only the file.</summary>
    public const string Encoded = "encoded";

    // A ground with less white on it is no white ground with a shadow.
    private const double Shadowed = 0.6;
    private const string Agent = "Aigc.ImageService/market-rules";

    private bool MayBeShadowed => pack.Deliver.Shadow != ShadowKind.None;

    // A recommended size that the picture does not have is no reason to blow it up, nor is a soft shadow one to wash it out where it may be there.
    public bool CanFix(RuleResult result) => result.Outcome switch
    {
        RuleOutcome.Fail => true,
        RuleOutcome.Warn => !(result.Measure is MarketMeasure.LongestSide or MarketMeasure.ShortestSide && result.Measured < result.Min) && !(MayBeShadowed && result.Measure == MarketMeasure.GroundWhite && result.Measured > Shadowed),
        _ => false,
    };

    /// <exception cref="ImageProblemException">It cannot be done; the code says why.</exception>
    public FixedPicture Fix(byte[] file, Raster picture, PictureMeasures measures)
    {
        var fixes = new List<string>();
        var (product, moved) = (measures.Product, Placement.Unmoved);
        if (Misses(measures, MarketMeasure.BorderWhite, MarketMeasure.GroundWhite, MarketMeasure.Opaque))
        {
            var white = Whitening.Apply(picture, network);
            if (white.IsShadowed && !MayBeShadowed) white = Whitening.WithoutShadow(picture, network);
            // What the old ground hid or added shows only now.
            measures = PictureMeasures.Of(white.Picture, measures.Bytes, measures.Format);
            (picture, moved, product) = (white.Picture, white.Moved, measures.Product);
            fixes.Add(white.IsCut ? "cut-out" : "re-whitened");
        }
        // A border that is still not white has something lie in it that a new frame leaves out.
        if (Misses(measures, MarketMeasure.BorderWhite, MarketMeasure.ProductFill, MarketMeasure.Aspect, MarketMeasure.LongestSide, MarketMeasure.ShortestSide, MarketMeasure.Megapixels))
        {
            (picture, var laid) = LaidOut(picture, product);
            moved = moved.Then(laid);
            fixes.Add("laid-out");
        }
        return Finished(file, picture, measures.Format, fixes, moved);
    }

    private FixedPicture Finished(byte[] file, Raster picture, OutputFormat format, IReadOnlyList<string> fixes, Placement moved)
    {
        var making = fixes.Count > 0 ? Making.Altered : Making.Unchanged;
        var earlier = ProvenanceReader.Verify(file).Record;
        // A new frame or ground may have cost the picture its visible label.
        var (labelled, label) = making == Making.Unchanged ? (picture, null) : Labelling.Redraw(picture, earlier);
        var provenance = earlier.Then(new(making, "adapted", Agent, VisibleText: earlier.VisibleText));
        return new(Encode(labelled, format, XmpPacket.Write(provenance)), [.. fixes, Encoded], moved, label);
    }

    private (Raster Picture, Placement Moved) LaidOut(Raster picture, PixelBox? product)
    {
        var opaque = picture.Opaque(255, 255, 255);
        var box = product ?? ProductBox.Of(opaque)?.Box ?? throw new ImageProblemException("subject-not-separable", "No product stands out from the ground.", 422);
        return FrameLayout.Apply(opaque, box, pack);
    }

    // The format stays where the market takes it; another one is tried where the file would be too large.
    private byte[] Encode(Raster picture, OutputFormat format, byte[]? xmp)
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

    private bool Misses(PictureMeasures measures, params MarketMeasure[] what) => MarketJudge.Judge(measures, pack).Any(result => what.Contains(result.Measure) && CanFix(result));
}
