namespace Aigc.Contracts.Images;

/// <summary>The answer of the pipeline: the verdict, and one output a step that makes a picture.</summary>
public sealed record ImagePipelineResponse(TriageVerdict? Triage, IReadOnlyList<ImageOutput> Outputs, ulong Seed, ImageTimings Timings);

/// <summary>One made picture, or the reason why it was refused.</summary>
/// <param name="Bytes">The encoded picture (base64 on the wire); null where refused.</param>
/// <param name="Refusal">Problem code such as <c>subject-not-separable</c>.</param>
public sealed record ImageOutput(string Name, string Engine, byte[]? Bytes, string? ContentType, int Width, int Height, string? Refusal = null, string? Detail = null, string? Template = null)
{
    /// <summary>The network that enlarged or painted; null where none did.</summary>
    public ImageModel? Model { get; init; }
}

/// <summary>A model of the manifest.</summary>
/// <param name="Sha256">Lower-case hex of the weights.</param>
public sealed record ImageModel(string Name, string Version, string Sha256, string Licence);

/// <summary>In milliseconds.</summary>
/// <param name="Queue">Waiting for a slot.</param>
/// <param name="Decode">Decoding and cutting out.</param>
/// <param name="Work">Making and encoding all outputs.</param>
public sealed record ImageTimings(double Queue, double Decode, double Work);
