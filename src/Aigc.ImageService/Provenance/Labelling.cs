using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Provenance;

/// <param name="Action"><c>created</c>, <c>composed</c>, <c>enhanced</c>, ...</param>
/// <param name="Agent">Software and engine, such as <c>Aigc.ImageService/procedural-scene</c>.</param>
/// <param name="Producer">Code of the tenant's service for the AIGC field; empty where it has none.</param>
/// <param name="ProduceId">Id of this content with the producer.</param>
internal sealed record LabelRequest(Making Making, string Action, string Agent, LabelPolicy Policy, string Producer = "", string ProduceId = "");

/// <param name="Picture">With the visible label, where the policy asks for one.</param>
internal sealed record LabelledPicture(Raster Picture, ProvenanceRecord Provenance);

/// <summary>Puts the labels that a policy asks for on a finished picture, on top of what its source already said.</summary>
internal static class Labelling
{
    /// <param name="earlier">What the source file said (<see cref="ProvenanceReader.Verify"/>); a picture made from AI content is treated as such itself.</param>
    public static LabelledPicture Apply(Raster picture, ProvenanceRecord earlier, LabelRequest request)
    {
        var making = Effective(request.Making, earlier);
        var aigc = request.Making >= request.Policy.AigcFrom ? new AigcLabel(AigcLabel.MadeByAi, request.Producer, request.ProduceId) : null;
        var visible = request.Policy.Visible is { } rule && making >= rule.From ? rule : null;
        var labelled = visible is null ? picture : VisibleLabel.Draw(picture, visible.Text, visible.Corner, visible.HeightShare);
        var statement = new ProvenanceStatement(request.Making, request.Action, request.Agent, aigc, aigc is null ? request.Producer : "", aigc is null ? request.ProduceId : "", visible?.Text);
        return new(labelled, earlier.Then(statement));
    }

    /// <summary>Draws the label again where a step may have cut it off or made it too small.</summary>
    public static Raster Redraw(Raster picture, ProvenanceRecord record, Corner corner = Corner.BottomRight) =>
        record.VisibleText is { } text && LabelGlyphs.CanDraw(text) ? VisibleLabel.Draw(picture, text, corner, 0.05) : picture;

    private static Making Effective(Making making, ProvenanceRecord earlier)
    {
        var before = DigitalSourceType.IsGenerative(earlier.SourceType) || earlier.Aigc?.Label == AigcLabel.MadeByAi ? Making.ComposedWithGenerated : Making.Unchanged;
        return making > before ? making : before;
    }
}
