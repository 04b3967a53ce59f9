using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Provenance;

/// <param name="Action"><c>created</c>, <c>composed</c>, <c>enhanced</c>, ...</param>
/// <param name="Agent">Software and engine, such as <c>Aigc.ImageService/procedural-scene</c>.</param>
/// <param name="Producer">Code of the tenant's service for the AIGC field; empty where it has none.</param>
/// <param name="ProduceId">Id of this content with the producer.</param>
/// <param name="Reframed">The picture shows another part than its source did, or on another ground: a visible label of the source may be gone.</param>
internal sealed record LabelRequest(Making Making, string Action, string Agent, LabelPolicy Policy, string Producer = "", string ProduceId = "", bool Reframed = true);

/// <param name="Picture">With the visible label, where the policy asks for one.</param>
internal sealed record LabelledPicture(Raster Picture, ProvenanceRecord Provenance);

/// <summary>Puts the labels that a policy asks for on a finished picture, on top of what its source already said.</summary>
internal static class Labelling
{
    // The least that GB 45438 asks for.
    private const double UsualHeight = 0.05;

    /// <param name="earlier">What the source file said (<see cref="ProvenanceReader.Verify"/>); a picture made from AI content is treated as such itself.</param>
    public static LabelledPicture Apply(Raster picture, ProvenanceRecord earlier, LabelRequest request)
    {
        var aigc = request.Making >= request.Policy.AigcFrom ? new AigcLabel(AigcLabel.MadeByAi, request.Producer, request.ProduceId) : null;
        var visible = Drawn(earlier, request);
        var labelled = visible is null ? picture : VisibleLabel.Draw(picture, visible.Text, visible.Corner, visible.HeightShare);
        var statement = new ProvenanceStatement(request.Making, request.Action, request.Agent, aigc, aigc is null ? request.Producer : "", aigc is null ? request.ProduceId : "", visible?.Text);
        return new(labelled, earlier.Then(statement));
    }

    /// <summary>Whether <see cref="Apply"/> would draw a label that people see.</summary>
    public static bool IsDrawn(ProvenanceRecord earlier, LabelRequest request) => Drawn(earlier, request) is not null;

    /// <summary>Draws the label again where a step may have cut it off or made it too small.</summary>
    public static Raster Redraw(Raster picture, ProvenanceRecord record) => Kept(record) is { } label ? VisibleLabel.Draw(picture, label.Text, label.Corner, label.HeightShare) : picture;

    // What the policy asks for; else what the source showed. What is still to be seen is not drawn twice.
    private static VisibleLabelRule? Drawn(ProvenanceRecord earlier, LabelRequest request)
    {
        var rule = request.Policy.Visible is { } asked && Effective(request.Making, earlier) >= asked.From ? asked : Kept(earlier);
        return !request.Reframed && earlier.VisibleText == rule?.Text ? null : rule;
    }

    private static VisibleLabelRule? Kept(ProvenanceRecord record) =>
        record.VisibleText is { } text && LabelGlyphs.CanDraw(text) ? new(Making.Unchanged, text, Corner.BottomRight, UsualHeight) : null;

    private static Making Effective(Making making, ProvenanceRecord earlier)
    {
        var before = DigitalSourceType.IsGenerative(earlier.SourceType) || earlier.Aigc?.Label == AigcLabel.MadeByAi ? Making.ComposedWithGenerated : Making.Unchanged;
        return making > before ? making : before;
    }
}
