using Aigc.Contracts.Images;

namespace Aigc.Core.Choosing;

/// <summary>A photo as screening has found it.</summary>
/// <param name="Verdict">Null: there is none that can be read.</param>
internal sealed record SeenPhoto(TriageVerdict? Verdict)
{
    private const int Fault = 20;

    public string Outcome => Verdict is null ? "missing" : Verdict.Outcome.ToString().ToLowerInvariant();

    public int Score => Verdict is null or { Outcome: TriageOutcome.Reject } ? 0 : Math.Max(Fault, 100 - (Fault * Verdict.Reasons.Count(reason => reason.Overruled || reason.Severity != TriageOutcome.Pass)));
}
