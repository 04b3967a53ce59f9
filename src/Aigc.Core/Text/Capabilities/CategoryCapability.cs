using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Capabilities;

/// <summary>The best three categories of the tenant's tree, or of the one that ships. A path that is not in the tree is never accepted.</summary>
internal sealed class CategoryCapability : Capability
{
    private const int Top = 3;
    private const int Candidates = 20;

    public override string Name => Slots.Category;

    public override string Does => "The likely categories, at most three, with evidence and confidence.";

    public override string Slot => Slots.Category;

    protected override string PropertySchema => """
        {"type":"array","items":{"type":"object","additionalProperties":false,"required":["path","confidence","evidence"],
         "properties":{"path":{"type":"string"},"confidence":{"type":"number"},"evidence":{"type":"string"}}}}
        """;

    public override IEnumerable<(string Name, object? Value)> Values(CopyRequest request) =>
        [("categories", request.Tree.Candidates(request.Product, Candidates).Select(category => category.Path))];

    public override string? Complaint(SlotResult made, CopyRequest request) =>
        made.Categories is { Count: > 0 } ? null : "None of these paths is in the list of categories. Answer with paths of the list, word for word.";

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Categories is not { } found ? null : new() { Category = [.. found.Select(match => match with { Evidence = match.Evidence ?? "" })] };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made)
    {
        if (answer.Category is not { } found || found.Any(match => match?.Path is null)) return null;
        return made with
        {
            Categories = [.. found.Select(match => match with { Path = request.Tree.Find(match.Path)?.Path!, Confidence = Math.Clamp(match.Confidence, 0, 1), Evidence = CopyNormaliser.Line(match.Evidence, 300) })
                .Where(match => match.Path is not null).DistinctBy(match => match.Path).OrderByDescending(match => match.Confidence).Take(Top)],
        };
    }
}
