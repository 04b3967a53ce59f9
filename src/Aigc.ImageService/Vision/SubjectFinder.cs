using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>Finds the subject: ground fit, flood from the border, graph cut, main components, guided filter; where a network is at hand, its guess steers the cut.</summary>
internal static class SubjectFinder
{
    private const int WorkingSide = 320;
    private const double MainShare = 0.04;

    // The network is believed where it is this sure; of what is not there sooner, as black shadow has the colour of a black product.
    private const float Sure = 0.97f;
    private const float Unlikely = 0.1f;

    /// <param name="keepsMarks">What was pasted onto the photo counts as the product's; else it is looked at as if it were not there.</param>
    public static Cutout Find(Picture photo, CutoutNetwork? network = null, bool keepsMarks = false)
    {
        var scale = Math.Min(1.0, (double)WorkingSide / Math.Max(photo.Width, photo.Height));
        var (w, h) = (Math.Max(8, (int)(photo.Width * scale)), Math.Max(8, (int)(photo.Height * scale)));
        var small = Resampling.Reduce(photo.Rgb, photo.Width, photo.Height, w, h);
        var (lab, trimap) = SeedsOf(small, w, h);
        var guess = GuessOf(network, small, trimap);
        var marks = PastedMarks.In(photo, trimap);
        if (guess is not null) marks = marks?.NotOfProduct(guess);
        if (marks is not null && !keepsMarks)
        {
            small = marks.PaintedOver(small);
            (lab, trimap) = SeedsOf(small, w, h);
            guess = GuessOf(network, small, trimap);
        }
        var cut = new GraphCut(small, w, h);
        var colour = ByColour(cut, trimap);
        var (mask, shade, trust) = guess is null ? (colour.Mask, colour.Shade, CutTrust.Whole) : ByNetwork(cut, trimap, guess, colour.Mask);
        return new(() => CutEdge.Draw(photo, mask, w, h), () => Resampling.Bilinear(shade, w, h, photo.Width, photo.Height))
        {
            Measures = SubjectMeasuring.Measure(photo, mask, w, h, trimap),
            // The limits of what stands around a subject were set by the colour cut.
            Ground = GroundMeasuring.LookOf(small, lab, colour.Mask, colour.Shade, trimap) with { Pasted = marks?.Share ?? 0 },
            Trust = trust,
            CutOff = SubjectMeasuring.CutOff(mask, w, h),
        };
    }

    private static (float[] Lab, Trimap Trimap) SeedsOf(byte[] small, int width, int height)
    {
        var lab = Lab.FromRgb(small);
        return (lab, Trimap.Of(lab, width, height));
    }

    private static float[]? GuessOf(CutoutNetwork? network, byte[] small, Trimap trimap) => network is null ? null
        : Figments.Without(network.Run(CutoutFeatures.Of(small, trimap.Ground), trimap.Width, trimap.Height), trimap);

    private static (bool[] Mask, float[] Shade) ByColour(GraphCut cut, Trimap trimap)
    {
        var (w, h) = (trimap.Width, trimap.Height);
        var (subject, shade) = trimap.SplitShadow(KeepMain(cut.Run(trimap.Labels), w, h));
        return (KeepMain(subject, w, h), shade);
    }

    private static (bool[] Mask, float[] Shade, CutTrust Trust) ByNetwork(GraphCut cut, Trimap trimap, float[] guess, bool[] byColour)
    {
        var (w, h) = (trimap.Width, trimap.Height);
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
