using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Gaps;

namespace Aigc.Core.Text.Capabilities;

/// <summary>
/// Attributes that the product's own words state; and where a model was shown its photo, what is plain to see there. All else is unknown and stays out;
/// what cites neither words of the product nor its photo is not believed, and stays out too.
/// </summary>
internal sealed class AttributeCapability : Capability
{
    private const int MaxAttributes = 40;
    private const int MaxName = 100;
    private const int MaxEvidence = 300;

    public override string Name => Slots.Attributes;

    public override string Does => "Missing attributes, each with its evidence and confidence, from the product's words and, by a model that sees, from its photo; what is unknown stays unknown.";

    protected override string PropertySchema => """
        {"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","value","evidence","confidence"],
         "properties":{"name":{"type":"string"},"value":{"type":"string"},"evidence":{"type":"string"},"confidence":{"type":"number"}}}}
        """;

    public override IEnumerable<(string Name, object? Value)> Values(CopyRequest request) =>
        [("keyAttributes", request.Tree.Best(request.Product) is { } category ? string.Join(", ", category.KeyAttributes) : null), (CopyPrompts.Visible, request.Photo is null ? null : string.Join(", ", AttributeNames.Visible))];

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Attributes is not { } found ? null : new() { Attributes = [.. found.Select(attribute => attribute with { Evidence = attribute.Evidence ?? "" })] };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made)
    {
        if (answer.Attributes is not { } found || !found.All(attribute => attribute is { Name: not null, Value: not null })) return null;
        var evidence = new Evidence(request.Product);
        var known = found.Select(attribute => Bounded(attribute, request.MaxLength)).Where(IsKnown).ToList();
        // Words that do not stand in the product are no evidence, however sure the model is.
        var worded = known.Where(attribute => !VisualEvidence.IsCited(attribute.Evidence) && evidence.Bears(attribute.Evidence)).ToList();
        // The photo fills what the words leave open, and overrules none of them.
        var seen = known.Select(VisualEvidence.Of).OfType<AttributeValue>().Where(attribute => request.Photo is not null && !KeyAttributes.IsGiven(request.Product, attribute.Name) && !worded.Exists(other => AttributeNames.Same(other.Name, attribute.Name)));
        return made with { Attributes = [.. worded.Concat(seen).DistinctBy(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase).Take(MaxAttributes)] };
    }

    private static AttributeValue Bounded(AttributeValue attribute, int length) =>
        new(CopyNormaliser.Line(attribute.Name, MaxName) ?? "", CopyNormaliser.Line(attribute.Value, length) ?? "", CopyNormaliser.Line(attribute.Evidence, MaxEvidence), Math.Clamp(attribute.Confidence, 0, 1));

    private static bool IsKnown(AttributeValue attribute) =>
        attribute.Name.Length > 0 && attribute.Value.Length > 0 && attribute.Value.ToLowerInvariant() is not ("unknown" or "n/a" or "not stated" or "not specified" or "none" or "null" or "未知" or "不详" or "无");
}
