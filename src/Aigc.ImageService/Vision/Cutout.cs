using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>The subject of a photo, cut from its ground. Its edge is only drawn where somebody asks for it: triage does not.</summary>
/// <param name="alpha">Draws it.</param>
/// <param name="shadow">Draws the shadow.</param>
internal sealed class Cutout(Func<float[]> alpha, Func<float[]> shadow)
{
    private readonly Lazy<float[]> _alpha = new(alpha);
    private readonly Lazy<float[]> _shadow = new(shadow);

    /// <summary>0 to 1 for each pixel of the photo.</summary>
    public float[] Alpha => _alpha.Value;

    /// <summary>How much light the subject's own shadow takes, 0 to 1 for each pixel of the photo.</summary>
    public float[] Shadow => _shadow.Value;

    /// <summary>What triage judges by.</summary>
    public required SubjectMeasures Measures { get; init; }

    /// <summary>The fitted ground, at working size.</summary>
    public required GroundLook Ground { get; init; }

    /// <summary>How far it can be trusted.</summary>
    public required CutTrust Trust { get; init; }

    /// <summary>How much of the subject's width or height ends at a side of the photo instead of at its own outline, 0 to 1.</summary>
    public required double CutOff { get; init; }
}

/// <param name="Lightness">Mean L of the background, 0 to 100.</param>
/// <param name="Chroma">Mean distance of the background from grey.</param>
/// <param name="Contrast">Mean Lab distance between both sides of the subject's edge, or between its middle and the ground where that is more.</param>
/// <param name="EdgeDensity">Share of background pixels that lie on an edge, 0 to 1.</param>
/// <param name="FaintArea">Share of the picture that hangs together and differs from the ground by too little to be cut out.</param>
/// <param name="TextMarks">Marks beside the subject that stand in a row as letters do.</param>
/// <param name="WhiteBorder">Share of the border ring that is white to the last two levels.</param>
/// <param name="Filled">Share of the picture that the colour cut takes, or that is not its calm rim, whichever is more.</param>
internal sealed record GroundLook(double Lightness, double Chroma, double Contrast, double EdgeDensity, double FaintArea, int TextMarks, double WhiteBorder, double Filled);

/// <summary>Finds the subject: ground fit, flood from the border, graph cut, main components, guided filter; where a network is at hand, its guess steers the cut.</summary>
internal static class SubjectFinder
{
    private const int WorkingSide = 320;
    private const double MainShare = 0.04;

    // The network is believed where it is this sure; of what is not there sooner, as black shadow has the colour of a black product.
    private const float Sure = 0.97f;
    private const float Unlikely = 0.1f;

    public static Cutout Find(Picture photo, CutoutNetwork? network = null)
    {
        var scale = Math.Min(1.0, (double)WorkingSide / Math.Max(photo.Width, photo.Height));
        var (w, h) = (Math.Max(8, (int)(photo.Width * scale)), Math.Max(8, (int)(photo.Height * scale)));
        var small = Resampling.Reduce(photo.Rgb, photo.Width, photo.Height, w, h);
        var lab = Lab.FromRgb(small);
        var trimap = Trimap.Of(lab, w, h);
        var cut = new GraphCut(small, w, h);
        var colour = ByColour(cut, trimap);
        var (mask, shade, trust) = network is null ? (colour.Mask, colour.Shade, CutTrust.Whole) : ByNetwork(small, cut, trimap, network, colour.Mask);
        return new(() => CutEdge.Draw(photo, mask, w, h), () => Resampling.Bilinear(shade, w, h, photo.Width, photo.Height))
        {
            Measures = SubjectMeasuring.Measure(photo, mask, w, h, trimap),
            // The limits of what stands around a subject were set by the colour cut.
            Ground = GroundMeasuring.LookOf(small, lab, colour.Mask, colour.Shade, trimap),
            Trust = trust,
            CutOff = SubjectMeasuring.CutOff(mask, w, h),
        };
    }

    private static (bool[] Mask, float[] Shade) ByColour(GraphCut cut, Trimap trimap)
    {
        var (w, h) = (trimap.Width, trimap.Height);
        var (subject, shade) = trimap.SplitShadow(KeepMain(cut.Run(trimap.Labels), w, h));
        return (KeepMain(subject, w, h), shade);
    }

    private static (bool[] Mask, float[] Shade, CutTrust Trust) ByNetwork(byte[] small, GraphCut cut, Trimap trimap, CutoutNetwork network, bool[] byColour)
    {
        var (w, h) = (trimap.Width, trimap.Height);
        var guess = Figments.Without(network.Run(CutoutFeatures.Of(small, trimap.Ground), w, h), trimap);
        byte[] labels = [.. guess.Select(p => p > Sure ? Label.Foreground : p < Unlikely ? Label.Background : p > 0.5f ? Label.MaybeForeground : Label.MaybeBackground)];
        var whole = cut.Run(labels, guess);
        var byNetwork = KeepMain(whole, w, h);
        var settled = KeepMain(CutReconciling.Settle(byNetwork, byColour, guess, trimap), w, h);
        var lit = BelievedPart.GiveBack(new HardShadow(settled, trimap).CutAway(), settled, guess, trimap);
        var unshaded = BorderShadow.CutAway(lit, trimap);
        var soft = KeepMain(ShadowRemains.CutAway(unshaded, settled, guess, trimap), w, h);
        var mask = KeepMain(new ShadowStub(soft, trimap).CutAway(), w, h);
        bool[] either = [.. byNetwork.Zip(byColour, (one, other) => one || other)];
        var trust = new CutTrust(
            CutReconciling.AgreementOf(byNetwork, byColour), CutCertainty.Of(mask, guess),
            DoubtedPart.LargestShare(mask, either, guess, trimap), DroppedPieces.ShareOf(whole, byNetwork, guess, trimap));
        return (mask, trimap.ShadowBeside(mask), trust);
    }

    private static bool[] KeepMain(bool[] mask, int width, int height)
    {
        var components = Components.Of(mask, width, height);
        if (components.All.Count == 0) return mask;
        var largest = components.All.Max(component => component.Area);
        var kept = components.Keep(component => component.Area >= largest * MainShare);
        // Specks inside the subject are noise; real holes, such as that of a handle, are larger.
        return Components.FillHoles(kept, width, height, hole => hole.Area < largest * 0.004);
    }
}
