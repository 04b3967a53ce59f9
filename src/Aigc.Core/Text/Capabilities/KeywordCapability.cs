using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Capabilities;

/// <summary>Search terms: what the product is, other ways to say it, and themes to advertise it under.</summary>
internal sealed class KeywordCapability : Capability
{
    public override string Name => Slots.Keywords;

    public override string Does => "Search keywords: core terms, expansions and ideas, each with what it is based on.";

    protected override string PropertySchema => """
        {"type":"array","items":{"type":"object","additionalProperties":false,"required":["text","kind","basis"],
         "properties":{"text":{"type":"string"},"kind":{"type":"string","enum":["core","expansion","idea"]},"basis":{"type":"string"}}}}
        """;

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Keywords is not { } found ? null : new() { Keywords = [.. found.Select(keyword => keyword with { Basis = keyword.Basis ?? "" })] };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made) => answer.Keywords is not { } found || found.Any(keyword => keyword?.Text is null) ? null : made with
    {
        Keywords = [.. found.Select(keyword => keyword with { Text = CopyNormaliser.Line(keyword.Text, request.MaxLength) ?? "", Basis = CopyNormaliser.Line(keyword.Basis, 200) })
            .Where(keyword => keyword.Text.Length > 0).DistinctBy(keyword => keyword.Text, StringComparer.OrdinalIgnoreCase).OrderBy(keyword => keyword.Kind).Take(request.Count)],
    };
}
