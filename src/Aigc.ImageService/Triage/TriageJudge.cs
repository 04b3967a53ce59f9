using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Triage;

/// <summary>Says whether a photo can be worked on, and why not, with what was measured beside each limit.</summary>
internal static class TriageJudge
{
    /// <summary>Code of what was pasted onto a photo.</summary>
    public const string Logo = "logo-suspected";

    public static TriageVerdict Judge(Picture photo, Cutout cutout, Thresholds limits)
    {
        var reasons = Size(photo, limits).Concat(Unusable(cutout, limits) is { } unusable ? [unusable] : Quality(photo, cutout, limits)).ToList();
        var outcome = reasons.Count == 0 ? TriageOutcome.Pass : reasons.Max(reason => reason.Severity);
        return new(outcome, reasons, cutout.Measures);
    }

    private static IEnumerable<TriageReason> Size(Picture photo, Thresholds limits)
    {
        var side = Math.Min(photo.Width, photo.Height);
        if (side < limits.RejectSide) yield return Reject("too-small", side, limits.RejectSide);
        else if (side < limits.MinSide) yield return Fix("too-small", side, limits.MinSide, FixRoute.Upscale);
    }

    // Why there is no subject to speak of. One answer: where nothing can be cut out, its sharpness or place mean nothing.
    private static TriageReason? Unusable(Cutout cutout, Thresholds limits)
    {
        var (m, ground) = (cutout.Measures, cutout.Ground);
        if (ground.Filled > limits.MaxArea) return Reject("subject-fills-frame", ground.Filled, limits.MaxArea);
        if (m.BorderExplained < limits.MinBorderExplained) return Reject("cluttered", m.BorderExplained, limits.MinBorderExplained);
        if (m.AreaRatio < limits.MinArea) return ground.FaintArea >= limits.MinArea ? Reject("low-contrast", ground.Contrast, limits.MinContrast) : Reject("no-subject", m.AreaRatio, limits.MinArea);
        if (ground.Contrast < limits.MinContrast) return Reject("low-contrast", ground.Contrast, limits.MinContrast);
        if (m.Sharpness < limits.RejectSharpness) return Reject("blurred", m.Sharpness, limits.RejectSharpness);
        if (ground.EdgeDensity > limits.MaxEdgeDensity) return Reject("cluttered", ground.EdgeDensity, limits.MaxEdgeDensity);
        return m.Confidence < limits.MinConfidence ? Reject("subject-not-separable", m.Confidence, limits.MinConfidence) : null;
    }

    private static IEnumerable<TriageReason> Quality(Picture photo, Cutout cutout, Thresholds limits)
    {
        var (m, ground) = (cutout.Measures, cutout.Ground);
        if (m.Sharpness < limits.MinSharpness) yield return Fix("blurred", m.Sharpness, limits.MinSharpness, FixRoute.Upscale);
        if (Distrusted(cutout.Trust, ground, limits) is { } distrusted) yield return distrusted;
        // Cut out, a product that ran out of the photo ends in a straight line in the middle of the new ground; a tip at the border hardly shows.
        if (cutout.CutOff > limits.MaxCutOff) yield return Reject("cropped", cutout.CutOff, limits.MaxCutOff);
        else if (m.TouchesBorder) yield return Fix("cropped", cutout.CutOff, 0, null);
        if (m.Components > limits.MaxComponents) yield return Fix("multiple-objects", m.Components, limits.MaxComponents, FixRoute.Crop);
        if (ground.TextMarks > limits.MaxTextMarks) yield return Fix("text-suspected", ground.TextMarks, limits.MaxTextMarks, FixRoute.Cutout);
        if (ground.Pasted > limits.MaxPasted) yield return Fix(Logo, ground.Pasted, limits.MaxPasted, FixRoute.Cutout);
        // A white ground needs no work: the fact is told, and stands in nobody's way.
        if (ground.WhiteBorder >= limits.MinWhiteBorder) yield return new("already-white", ground.WhiteBorder, limits.MinWhiteBorder, TriageOutcome.Pass);
        var centre = Math.Max(Math.Abs(((m.Box.Left + m.Box.Right) / 2.0 / photo.Width) - 0.5), Math.Abs(((m.Box.Top + m.Box.Bottom) / 2.0 / photo.Height) - 0.5));
        // What runs out of the picture is off its centre for that reason.
        if (!m.TouchesBorder && centre > limits.MaxOffCentre) yield return Fix("off-centre", centre, limits.MaxOffCentre, FixRoute.Crop);
    }

    private static TriageReason? Distrusted(CutTrust trust, GroundLook ground, Thresholds limits)
    {
        const string Code = "subject-not-separable";
        if (trust.Agreement < limits.MinAgreement) return Reject(Code, trust.Agreement, limits.MinAgreement);
        if (trust.Certainty < limits.MinCertainty) return Reject(Code, trust.Certainty, limits.MinCertainty);
        if (trust.Doubted > limits.MaxDoubted) return Reject(Code, trust.Doubted, limits.MaxDoubted);
        // Writing beside a product is taken for pieces of it.
        return trust.Dropped > limits.MaxDropped && ground.TextMarks <= limits.MaxTextMarks ? Reject(Code, trust.Dropped, limits.MaxDropped) : null;
    }

    /// <summary>As it is called.</summary>
    public static string NameOf(FixRoute route) => route.ToString().ToLowerInvariant();

    private static TriageReason Fix(string code, double measured, double threshold, FixRoute? route) => new(code, measured, threshold, TriageOutcome.Fix, route is { } known ? NameOf(known) : null);

    // Only another photo helps.
    private static TriageReason Reject(string code, double measured, double threshold) => new(code, measured, threshold, TriageOutcome.Reject);
}
