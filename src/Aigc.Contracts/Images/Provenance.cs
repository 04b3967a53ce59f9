namespace Aigc.Contracts.Images;

/// <summary>What a picture says of its making: the answer of <c>POST /v1/provenance:verify</c>.</summary>
/// <param name="Sha256">Of the file itself, lower-case hex: what is made from it names it so.</param>
/// <param name="MadeByAi">A label says that generative AI took part, or may have.</param>
/// <param name="DigitalSourceType">IPTC code, such as <c>compositeWithTrainedAlgorithmicMedia</c>; null: nothing is said.</param>
/// <param name="Aigc">The label of GB 45438; null: there is none.</param>
/// <param name="VisibleText">Label that was drawn into the picture, as its history tells.</param>
/// <param name="Steps">What was done to it, oldest first.</param>
/// <param name="ContentCredentials">There is a C2PA manifest. It is not checked.</param>
/// <param name="Problems"><c>xmp-unreadable</c>, <c>aigc-unreadable</c>: something is there that cannot be read; it counts as suspected.</param>
public sealed record ProvenanceReport(
    string Sha256, bool MadeByAi, string? DigitalSourceType, AigcMark? Aigc, string? VisibleText, IReadOnlyList<ProvenanceEntry> Steps, bool ContentCredentials, IReadOnlyList<string> Problems)
{
    /// <summary>The files that it was made from; null where it does not say.</summary>
    public Descent? Descent { get; init; }
}

/// <summary>The files that a picture was made from, each by the hash of its bytes: SHA-256, lower-case hex.</summary>
/// <param name="Parent">The picture that was worked on.</param>
/// <param name="Original">The first of the line; the parent, where that says nothing of its own descent.</param>
/// <param name="Ingredients">What else went into it: a background, a garment.</param>
public sealed record Descent(string Parent, string Original, IReadOnlyList<string> Ingredients);

/// <param name="Label"><c>1</c>: made by AI; <c>2</c>: possibly; <c>3</c>: suspected.</param>
/// <param name="Producer">Code of the service that made it.</param>
/// <param name="Propagator">Code of the service that passed it on.</param>
public sealed record AigcMark(string Label, string? Producer, string? ProduceId, string? Propagator, string? PropagateId);

/// <param name="Action"><c>created</c>, <c>composed</c>, <c>cropped</c>, <c>converted</c>, ...</param>
/// <param name="Agent">Software and engine.</param>
/// <param name="DigitalSourceType">What this step alone came to; null: nothing of its own.</param>
public sealed record ProvenanceEntry(string Action, string Agent, string? DigitalSourceType);
