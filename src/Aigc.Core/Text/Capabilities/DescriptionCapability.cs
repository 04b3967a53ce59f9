using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Capabilities;

internal sealed class DescriptionCapability : Capability
{
    public override string Name => Slots.Description;

    public override string Does => "A description of a few sentences.";

    protected override string PropertySchema => """{"type":"string"}""";

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Text is null ? null : new() { Description = slot.Text };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made) =>
        CopyNormaliser.Line(answer.Description, request.MaxLength) is { } description ? made with { Text = description } : null;
}
