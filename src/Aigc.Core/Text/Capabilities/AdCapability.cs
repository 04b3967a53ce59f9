using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Capabilities;

/// <summary>Headlines and descriptions of an advertisement. A line that is too long for its channel is asked for again, then dropped: a clipped ad sells nothing.</summary>
internal sealed class AdCapability : Capability
{
    public override string Name => Slots.Ad;

    public override string Does => "Headlines and descriptions of an advertisement, within the lengths of its channel.";

    protected override string PropertySchema => """
        {"type":"object","additionalProperties":false,"required":["headlines","descriptions"],
         "properties":{"headlines":{"type":"array","items":{"type":"string"}},"descriptions":{"type":"array","items":{"type":"string"}}}}
        """;

    public override IEnumerable<(string Name, object? Value)> Values(CopyRequest request)
    {
        var limits = CopyLimits.OfAd(request.Output.AdChannel);
        return [("channel", request.Output.AdChannel ?? "search"), ("headlines", limits.Headlines), ("descriptions", limits.Descriptions), ("headlineLength", limits.Headline), ("descriptionLength", limits.Description)];
    }

    public override string? Complaint(SlotResult made, CopyRequest request)
    {
        var limits = CopyLimits.OfAd(request.Output.AdChannel);
        return made.Ad is { Headlines.Count: > 0, Descriptions.Count: > 0 } ? null
            : $"Each headline has at most {limits.Headline} characters and each description at most {limits.Description}; Chinese, Japanese and Korean characters count twice. Answer with shorter lines.";
    }

    protected override CopyAnswer? Unshape(SlotResult slot) => slot.Ad is null ? null : new() { Ad = new(slot.Ad.Headlines, slot.Ad.Descriptions) };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made)
    {
        if (answer.Ad is not { Headlines: { } headlines, Descriptions: { } descriptions }) return null;
        var limits = CopyLimits.OfAd(request.Output.AdChannel);
        return made with { Ad = new(request.Output.AdChannel ?? "search", Fitting(headlines, limits.Headline, request.Output.Count ?? limits.Headlines), Fitting(descriptions, limits.Description, limits.Descriptions)) };
    }

    private static IReadOnlyList<string> Fitting(IReadOnlyList<string> lines, int columns, int count) =>
        [.. CopyNormaliser.Lines(lines, int.MaxValue, int.MaxValue).Where(line => TextLength.InColumns(line) <= columns).Take(count)];
}
