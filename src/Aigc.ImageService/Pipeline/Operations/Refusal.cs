using Aigc.Contracts.Images;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Says why a photo gives no picture, with what was measured.</summary>
internal static class Refusal
{
    public static ImageOutput Of(Source source, ImageStep step, string engine)
    {
        var reason = source.Verdict.Reasons.First(reason => reason.Severity == TriageOutcome.Reject);
        return new(step.Name, engine, null, null, 0, 0, reason.Code, FormattableString.Invariant($"Measured {reason.Measured:0.###}, threshold {reason.Threshold:0.###}."));
    }
}
