using System.Text.Json.Serialization;
using Aigc.Contracts.Images;

namespace Aigc.ImageService.Provenance;

/// <summary>What a file says of its making. Steps only add to it: nothing said earlier is removed or weakened.</summary>
/// <param name="SourceType">Code of <see cref="DigitalSourceType"/>; null: nothing is said.</param>
/// <param name="Aigc">The label of GB 45438.</param>
/// <param name="Steps">Oldest first.</param>
internal sealed record ProvenanceRecord(string? SourceType, AigcLabel? Aigc, IReadOnlyList<ProvenanceStep> Steps)
{
    /// <summary>The oldest steps and the latest ones stay; a file that says more was not made by a catalogue.</summary>
    public const int MaxSteps = 16;

    public static ProvenanceRecord None { get; } = new(null, null, []);

    /// <summary>It says that generative AI took part.</summary>
    public bool IsGenerative => DigitalSourceType.IsGenerative(SourceType) || Aigc?.Label == AigcLabel.MadeByAi;

    /// <summary>It says nothing of how it was made; that it was made from another file may stand in it all the same.</summary>
    public bool IsEmpty => SourceType is null && Aigc is null && Steps.Count == 0;

    /// <summary>The files that it was made from; null: it does not say.</summary>
    public Descent? Descent { get; init; }

    /// <summary>Text that was drawn into the picture for people to see; null: none that is known of.</summary>
    public string? VisibleText => Steps.LastOrDefault(step => step.Note.Visible is not null)?.Note.Visible;

    /// <summary>The record after one more step. A step that changes nothing of the making leaves a file without labels without them.</summary>
    public ProvenanceRecord Then(ProvenanceStatement made)
    {
        var own = DigitalSourceType.Of(made.Making);
        if (IsEmpty && own is null && made.Aigc is null) return this;
        var aigc = Merged(made);
        var steps = Steps.ToList();
        if (Displaced(own, aigc) is { } earlier) steps.Add(new("received", made.Agent, earlier));
        steps.Add(new(made.Action, made.Agent, new(own, null, made.VisibleText)));
        return this with { SourceType = DigitalSourceType.Stronger(SourceType, own), Aigc = aigc, Steps = Bounded(steps) };
    }

    /// <summary>
    /// The record together with that of a picture that went into the same one, such as a background: its AIGC field stays unless ours is as sure, and
    /// what it said else is kept word by word in a step. Its source type is no word on the whole: what was made of both is told by <see cref="Then"/>.
    /// </summary>
    /// <param name="agent">Who put them together.</param>
    public ProvenanceRecord With(ProvenanceRecord part, string agent)
    {
        if (part.IsEmpty) return this;
        var (kept, displaced) = part.Aigc is { } theirs && (Aigc is null || AigcLabel.Surer(Aigc.Label, theirs.Label) != Aigc.Label) ? (theirs, Aigc) : (Aigc, part.Aigc);
        var steps = Steps.Concat(part.Steps).ToList();
        if (part.SourceType is not null || displaced is not null) steps.Add(new("received", agent, new(part.SourceType, displaced, null)));
        return this with { Aigc = kept, Steps = Bounded(steps) };
    }

    private AigcLabel? Merged(ProvenanceStatement made)
    {
        if (made.Aigc is null) return Aigc?.PassedOn(made.Propagator, made.PropagateId);
        return Aigc is null ? made.Aigc : made.Aigc with { Label = AigcLabel.Surer(Aigc.Label, made.Aigc.Label) };
    }

    // What no longer stands in the two fields is kept word by word in a step.
    private StepNote? Displaced(string? own, AigcLabel? aigc)
    {
        var source = SourceType is not null && DigitalSourceType.Stronger(SourceType, own) != SourceType ? SourceType : null;
        var label = Aigc is not null && aigc != Aigc ? Aigc : null;
        return source is null && label is null ? null : new(source, label, null);
    }

    private static IReadOnlyList<ProvenanceStep> Bounded(List<ProvenanceStep> steps) =>
        steps.Count <= MaxSteps ? steps : [.. steps.Take(MaxSteps / 2), .. steps.TakeLast(MaxSteps / 2)];
}

/// <param name="Action">What was done, in one word: <c>created</c>, <c>composed</c>, <c>cropped</c>, <c>converted</c>, <c>received</c> (with what was found before).</param>
/// <param name="Agent">Software and engine that did it.</param>
internal sealed record ProvenanceStep(string Action, string Agent, StepNote Note);

/// <param name="SourceType">What this step alone came to.</param>
/// <param name="Aigc">A label that a later one displaced.</param>
/// <param name="Visible">Text that was drawn into the picture.</param>
internal sealed record StepNote(
    [property: JsonPropertyName("digitalSourceType")] string? SourceType,
    [property: JsonPropertyName("aigc")] AigcLabel? Aigc,
    [property: JsonPropertyName("visible")] string? Visible);

/// <summary>What a step says of itself.</summary>
/// <param name="Aigc">Set by a service that made content; null where it only passed on what it got.</param>
/// <param name="Propagator">Code of the service that passes content on; empty: it says nothing.</param>
/// <param name="VisibleText">Text that the step drew into the picture.</param>
internal sealed record ProvenanceStatement(
    Making Making, string Action, string Agent, AigcLabel? Aigc = null, string Propagator = "", string PropagateId = "", string? VisibleText = null);
