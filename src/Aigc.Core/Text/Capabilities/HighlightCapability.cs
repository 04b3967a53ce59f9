using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Capabilities;

internal sealed class HighlightCapability : Capability
{
    public override string Name => Slots.Highlights;

    public override string Does => "Selling points, best first.";

    protected override string PropertySchema => """{"type":"array","items":{"type":"string"}}""";

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Points is null ? null : new() { Highlights = slot.Points };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made) =>
        answer.Highlights is { } points ? made with { Points = CopyNormaliser.Lines(points, request.MaxLength, request.Count) } : null;
}
