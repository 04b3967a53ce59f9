namespace Aigc.Contracts.Images;

public enum TriageOutcome { Pass, Fix, Reject }

/// <summary>Judgement on a source photo before money is spent on it.</summary>
public sealed record TriageVerdict(TriageOutcome Outcome, IReadOnlyList<TriageReason> Reasons, SubjectMeasures? Subject);

/// <param name="Code"><c>too-small</c>, <c>blurred</c>, <c>subject-not-separable</c>, <c>cropped</c>, <c>cluttered</c>, <c>off-centre</c>, <c>low-contrast</c>, ...</param>
/// <param name="Measured">The measured value, in the unit of the threshold.</param>
/// <param name="Severity">What this reason alone comes to.</param>
/// <param name="Fix">Suggested route: <c>upscale</c>, <c>re-centre</c>, <c>new-photo</c>, ...; null: none needed.</param>
public sealed record TriageReason(string Code, double Measured, double Threshold, TriageOutcome Severity, string? Fix = null);

/// <param name="AreaRatio">Share of the picture that is subject, 0 to 1.</param>
/// <param name="Components">Connected components over 4 % of the largest.</param>
/// <param name="BorderExplained">Share of the border that the background model explains, 0 to 1.</param>
/// <param name="Confidence">Trust in the cut-out, 0 to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian on the subject, 8-bit grey.</param>
public sealed record SubjectMeasures(double AreaRatio, int Components, bool TouchesBorder, double BorderExplained, double Confidence, double Sharpness, PixelBox Box);

/// <summary>In pixels of the source, right and bottom exclusive.</summary>
public sealed record PixelBox(int Left, int Top, int Right, int Bottom);

/// <summary>One decode, several outputs: the JSON part <c>request</c> beside the part <c>image</c> of <c>POST /v1/images:pipeline</c>.</summary>
public sealed record ImagePipelineRequest
{
    public required IReadOnlyList<ImageStep> Steps { get; init; }

    /// <summary>Same seed and same input, same picture.</summary>
    public ulong Seed { get; init; }
}

/// <param name="Op"><c>screen</c>, <c>cutout</c>, <c>white</c>, <c>transparent</c>, <c>scene</c>.</param>
/// <param name="Name">Name of the output; the recipe's slot.</param>
/// <param name="Format"><c>jpeg</c>, <c>png</c>, <c>webp</c>; null: the default of the operation.</param>
/// <param name="Template">Scene template; null: picked from <paramref name="Category"/> and the product's colours.</param>
public sealed record ImageStep(string Op, string Name, int Width = 1000, int Height = 1000, string? Format = null, int? Quality = null, string? Template = null, string? Category = null);

/// <summary>The answer of the pipeline: the verdict, and one output a step that makes a picture.</summary>
public sealed record ImagePipelineResponse(TriageVerdict? Triage, IReadOnlyList<ImageOutput> Outputs, ulong Seed, ImageTimings Timings);

/// <summary>One made picture, or the reason why it was refused.</summary>
/// <param name="Bytes">The encoded picture (base64 on the wire); null where refused.</param>
/// <param name="Refusal">Problem code such as <c>subject-not-separable</c>.</param>
public sealed record ImageOutput(string Name, string Engine, byte[]? Bytes, string? ContentType, int Width, int Height, string? Refusal = null, string? Detail = null, string? Template = null);

/// <summary>In milliseconds.</summary>
public sealed record ImageTimings(double Decode, double Work, double Encode);
