namespace Aigc.Contracts.Images;

public enum TriageOutcome { Pass, Fix, Reject }

/// <summary>Judgement on a source photo before money is spent on it.</summary>
public sealed record TriageVerdict(TriageOutcome Outcome, IReadOnlyList<TriageReason> Reasons, SubjectMeasures? Subject)
{
    /// <summary>What the subject is, where <c>screen</c> was asked for and the operator installed a model that tells.</summary>
    public SubjectClass? Class { get; init; }
}

/// <param name="Guesses">The likeliest first, three at most.</param>
public sealed record SubjectClass(IReadOnlyList<ClassGuess> Guesses, ImageModel Model);

/// <param name="Label">As the model calls it.</param>
/// <param name="Probability">0 to 1, over all labels of the model.</param>
public sealed record ClassGuess(string Label, double Probability);

/// <param name="Code"><c>too-small</c>, <c>blurred</c>, <c>subject-not-separable</c>, <c>cropped</c>, <c>cluttered</c>, <c>off-centre</c>, <c>low-contrast</c>, <c>logo-suspected</c>, ...</param>
/// <param name="Measured">The measured value, in the unit of the threshold.</param>
/// <param name="Severity">What this reason alone comes to.</param>
/// <param name="Fix">Operation that mends it: <c>upscale</c>, <c>crop</c>, <c>cutout</c>; null: none does, or none is needed.</param>
public sealed record TriageReason(string Code, double Measured, double Threshold, TriageOutcome Severity, string? Fix = null)
{
    /// <summary>It would have refused the photo, or left something out of the cut; an operator decided otherwise.</summary>
    public bool Overruled { get; init; }
}

/// <param name="AreaRatio">Share of the picture that is subject, 0 to 1.</param>
/// <param name="Components">Connected components over 4 % of the largest.</param>
/// <param name="BorderExplained">Share of the border that the background model explains, 0 to 1.</param>
/// <param name="Confidence">Trust in the cut-out, 0 to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian on the subject, 8-bit grey.</param>
public sealed record SubjectMeasures(double AreaRatio, int Components, bool TouchesBorder, double BorderExplained, double Confidence, double Sharpness, PixelBox Box);

/// <summary>In pixels of the source, right and bottom exclusive.</summary>
public sealed record PixelBox(int Left, int Top, int Right, int Bottom);
