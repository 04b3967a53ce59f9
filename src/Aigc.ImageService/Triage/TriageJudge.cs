using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Triage;

/// <summary>Says whether a photo can be worked on, and why not, with what was measured beside each limit.</summary>
internal static class TriageJudge
{
    public static TriageVerdict Judge(Picture photo, Cutout cutout, Thresholds limits)
    {
        var reasons = Size(photo, limits).Concat(Subject(cutout, limits)).Concat(Quality(photo, cutout, limits)).ToList();
        var outcome = reasons.Count == 0 ? TriageOutcome.Pass : reasons.Max(reason => reason.Severity);
        return new(outcome, reasons, cutout.Measures);
    }

    private static IEnumerable<TriageReason> Size(Picture photo, Thresholds limits)
    {
        var side = Math.Min(photo.Width, photo.Height);
        if (side < limits.RejectSide) yield return new("too-small", side, limits.RejectSide, TriageOutcome.Reject, "new-photo");
        else if (side < limits.MinSide) yield return new("too-small", side, limits.MinSide, TriageOutcome.Fix, "upscale");
    }

    private static IEnumerable<TriageReason> Subject(Cutout cutout, Thresholds limits)
    {
        var (m, ground) = (cutout.Measures, cutout.Ground);
        if (m.AreaRatio < limits.MinArea) yield return new("no-subject", m.AreaRatio, limits.MinArea, TriageOutcome.Reject, "new-photo");
        if (m.AreaRatio > limits.MaxArea) yield return new("subject-fills-frame", m.AreaRatio, limits.MaxArea, TriageOutcome.Reject, "new-photo");
        if (m.BorderExplained < limits.MinBorderExplained) yield return new("cluttered", m.BorderExplained, limits.MinBorderExplained, TriageOutcome.Reject, "new-photo");
        else if (ground.EdgeDensity > limits.MaxEdgeDensity) yield return new("cluttered", ground.EdgeDensity, limits.MaxEdgeDensity, TriageOutcome.Reject, "new-photo");
        else if (m.Confidence < limits.MinConfidence) yield return new("subject-not-separable", m.Confidence, limits.MinConfidence, TriageOutcome.Reject, "new-photo");
        if (m.AreaRatio >= limits.MinArea && ground.Contrast < limits.MinContrast) yield return new("low-contrast", ground.Contrast, limits.MinContrast, TriageOutcome.Reject, "new-photo");
    }

    private static IEnumerable<TriageReason> Quality(Picture photo, Cutout cutout, Thresholds limits)
    {
        var m = cutout.Measures;
        if (m.Sharpness < limits.RejectSharpness) yield return new("blurred", m.Sharpness, limits.RejectSharpness, TriageOutcome.Reject, "new-photo");
        else if (m.Sharpness < limits.MinSharpness) yield return new("blurred", m.Sharpness, limits.MinSharpness, TriageOutcome.Fix, "sharpen");
        if (m.TouchesBorder) yield return new("cropped", 1, 0, TriageOutcome.Fix, "new-photo");
        if (m.Components > limits.MaxComponents) yield return new("multiple-objects", m.Components, limits.MaxComponents, TriageOutcome.Fix, "crop");
        var centre = Math.Max(Math.Abs(((m.Box.Left + m.Box.Right) / 2.0 / photo.Width) - 0.5), Math.Abs(((m.Box.Top + m.Box.Bottom) / 2.0 / photo.Height) - 0.5));
        if (centre > limits.MaxOffCentre) yield return new("off-centre", centre, limits.MaxOffCentre, TriageOutcome.Fix, "re-centre");
    }
}
