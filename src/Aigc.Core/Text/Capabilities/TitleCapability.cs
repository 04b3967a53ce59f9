using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Capabilities;

internal sealed class TitleCapability : Capability
{
    public override string Name => Slots.Title;

    public override string Does => "One title for search results.";

    protected override string PropertySchema => """{"type":"string"}""";

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Text is null ? null : new() { Title = slot.Text };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made) =>
        CopyNormaliser.Line(answer.Title, request.MaxLength) is { } title ? made with { Text = title } : null;
}
