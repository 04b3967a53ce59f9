using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>The subject of a photo, cut from its ground.</summary>
/// <param name="Alpha">0 to 1 for each pixel of the photo.</param>
/// <param name="Shadow">How much light the subject's own shadow takes, 0 to 1 for each pixel of the photo.</param>
/// <param name="Measures">What triage judges by.</param>
/// <param name="Ground">The fitted ground, at working size.</param>
/// <param name="Agreement">How far network and colours agree on the subject, 0 to 1; 1 where there is no network.</param>
internal sealed record Cutout(float[] Alpha, float[] Shadow, SubjectMeasures Measures, GroundLook Ground, double Agreement);

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

    // The network is believed where it is this sure.
    private const float Sure = 0.97f;

    public static Cutout Find(Picture photo, CutoutNetwork? network = null)
    {
        var scale = Math.Min(1.0, (double)WorkingSide / Math.Max(photo.Width, photo.Height));
        var (w, h) = (Math.Max(8, (int)(photo.Width * scale)), Math.Max(8, (int)(photo.Height * scale)));
        var small = Resampling.Reduce(photo.Rgb, photo.Width, photo.Height, w, h);
        var lab = Lab.FromRgb(small);
        var trimap = Trimap.Of(lab, w, h);
        var cut = new GraphCut(small, w, h);
        var colour = ByColour(cut, trimap);
        var (mask, shade, agreement) = network is null ? (colour.Mask, colour.Shade, 1) : ByNetwork(small, cut, trimap, network, colour.Mask);
        var radius = Math.Max(3, Math.Max(photo.Width, photo.Height) / 110);
        var rough = Resampling.Bilinear([.. mask.Select(set => set ? 1f : 0f)], w, h, photo.Width, photo.Height);
        var alpha = Sharpen(GuidedFilter.Apply(photo.Rgb, rough, photo.Width, photo.Height, radius, 1e-4f));
        var shadow = Resampling.Bilinear(shade, w, h, photo.Width, photo.Height);
        // The limits of what stands around a subject were set by the colour cut.
        return new(alpha, shadow, SubjectMeasuring.Measure(photo, mask, w, h, trimap), GroundMeasuring.LookOf(small, lab, colour.Mask, colour.Shade, trimap), agreement);
    }

    private static (bool[] Mask, float[] Shade) ByColour(GraphCut cut, Trimap trimap)
    {
        var (w, h) = (trimap.Width, trimap.Height);
        var (subject, shade) = trimap.SplitShadow(KeepMain(cut.Run(trimap.Labels), w, h));
        return (KeepMain(subject, w, h), shade);
    }

    private static (bool[] Mask, float[] Shade, double Agreement) ByNetwork(byte[] small, GraphCut cut, Trimap trimap, CutoutNetwork network, bool[] byColour)
    {
        var (w, h) = (trimap.Width, trimap.Height);
        var guess = network.Run(CutoutFeatures.Of(small, trimap.Ground), w, h);
        byte[] labels = [.. guess.Select(p => p > Sure ? Label.Foreground : p < 1 - Sure ? Label.Background : p > 0.5f ? Label.MaybeForeground : Label.MaybeBackground)];
        var byNetwork = KeepMain(cut.Run(labels, guess), w, h);
        var mask = KeepMain(CutReconciling.Settle(byNetwork, byColour, trimap), w, h);
        return (mask, trimap.ShadowBeside(mask), CutReconciling.AgreementOf(byNetwork, byColour));
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

    // The filter leaves a haze around the subject and in its middle: both ends are pulled apart.
    private static float[] Sharpen(float[] alpha)
    {
        for (var i = 0; i < alpha.Length; i++) alpha[i] = Math.Clamp((alpha[i] - 0.12f) / 0.76f, 0, 1);
        return alpha;
    }
}
