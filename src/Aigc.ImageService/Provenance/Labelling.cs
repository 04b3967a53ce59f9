using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Provenance;

/// <param name="Action"><c>created</c>, <c>composed</c>, <c>enhanced</c>, ...</param>
/// <param name="Agent">Software and engine, such as <c>Aigc.ImageService/procedural-scene</c>.</param>
/// <param name="Producer">Code of the tenant's service for the AIGC field; empty where it has none.</param>
/// <param name="ProduceId">Id of this content with the producer.</param>
/// <param name="Reframed">The picture shows another part than its source did, or on another ground: a visible label of the source may be gone.</param>
internal sealed record LabelRequest(Making Making, string Action, string Agent, LabelPolicy Policy, string Producer = "", string ProduceId = "", bool Reframed = true);

/// <param name="Picture">With the visible label, where the policy asks for one.</param>
/// <param name="Label">Where that is; null: none was drawn.</param>
internal sealed record LabelledPicture(Raster Picture, ProvenanceRecord Provenance, PixelBox? Label);

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
        var (labelled, area) = Drawn(picture, visible);
        var statement = new ProvenanceStatement(request.Making, request.Action, request.Agent, aigc, aigc is null ? request.Producer : "", aigc is null ? request.ProduceId : "", visible?.Text);
        return new(labelled, earlier.Then(statement), area);
    }

    /// <summary>Whether <see cref="Apply"/> would draw a label that people see.</summary>
    public static bool IsDrawn(ProvenanceRecord earlier, LabelRequest request) => Drawn(earlier, request) is not null;

    /// <summary>Draws the label again where a step may have cut it off or made it too small.</summary>
    /// <returns>And where it is; null: there is none.</returns>
    public static (Raster Picture, PixelBox? Label) Redraw(Raster picture, ProvenanceRecord record) => Drawn(picture, Kept(record));

    private static (Raster Picture, PixelBox? Label) Drawn(Raster picture, VisibleLabelRule? rule) => rule is null
        ? (picture, null)
        : (VisibleLabel.Draw(picture, rule.Text, rule.Corner, rule.HeightShare), VisibleLabel.AreaOf(picture, rule.Text, rule.Corner, rule.HeightShare));

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
        var before = earlier.IsGenerative ? Making.ComposedWithGenerated : Making.Unchanged;
        return making > before ? making : before;
    }
}
