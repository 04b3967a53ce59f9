using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Triage;

/// <summary>An operator's word against a verdict. It is recorded in the verdict, and does not reach what no decision can mend.</summary>
internal static class Overruling
{
    // Where no subject stands out there is nothing to cut: a decision would only make a bad cut-out of it.
    private static readonly string[] Open = ["too-small", "blurred", "low-contrast", "cluttered", "subject-fills-frame", "cropped", TriageJudge.Logo];

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400.</exception>
    public static void Check(IReadOnlyList<string>? codes)
    {
        if (codes?.FirstOrDefault(code => !Open.Contains(code)) is { } closed) throw new ImageProblemException("request-invalid", $"'{closed}' cannot be overruled; {string.Join(", ", Open)} can.", 400);
    }

    /// <summary>What looks pasted onto the photo is the product's: it stays in the cut.</summary>
    public static bool KeepsMarks(IReadOnlyList<string>? codes) => codes?.Contains(TriageJudge.Logo) ?? false;

    public static TriageVerdict Apply(TriageVerdict verdict, IReadOnlyList<string>? codes)
    {
        if (codes is not { Count: > 0 } || verdict.Reasons.Count == 0) return verdict;
        List<TriageReason> reasons = [.. verdict.Reasons.Select(reason => (reason.Severity == TriageOutcome.Reject || reason.Code == TriageJudge.Logo) && codes.Contains(reason.Code) ? reason with { Severity = TriageOutcome.Fix, Overruled = true } : reason)];
        return verdict with { Outcome = reasons.Max(reason => reason.Severity), Reasons = reasons };
    }
}
