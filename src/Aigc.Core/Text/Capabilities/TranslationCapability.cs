using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Text.Capabilities;

/// <summary>The text of a slot, or the feed's own, in another language: terms as the glossary has them, names and part numbers untouched.</summary>
internal sealed class TranslationCapability : Capability
{
    public const string Key = "translation";

    public override string Name => Key;

    public override string Does => "A title, selling points, a description or attributes in another language, with glossary, protected names and a check by translating back.";

    public override string Slot => "KIND.LANGUAGE with 'from'";

    protected override string PropertySchema => """{"type":"array","items":{"type":"string"}}""";

    public override IEnumerable<(string Name, object? Value)> Values(CopyRequest request)
    {
        var terms = new TermRules(request);
        return
        [
            ("source", request.Source!.Pieces), ("sourceLanguage", request.Source.Language),
            ("glossary", terms.Glossary.Count == 0 ? null : string.Join("; ", terms.Glossary.Select(term => $"{term.Term} = {term.Rendering}"))), ("keep", terms.Kept.Count == 0 ? null : string.Join("; ", terms.Kept)),
        ];
    }

    public override string? Complaint(SlotResult made, CopyRequest request) => new TermRules(request).Complaint(SlotTexts.Joined(made));

    protected override CopyAnswer? Unshape(SlotResult slot) => new() { Translation = [.. SlotTexts.Of(slot).Select(part => part.Text)] };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made)
    {
        if (answer.Translation is not { } pieces || pieces.Count != request.Source!.Pieces.Count || pieces.Any(string.IsNullOrWhiteSpace)) return null;
        var lines = pieces.Select(piece => CopyNormaliser.Line(piece, request.MaxLength) ?? "").ToList();
        return request.Kind switch
        {
            Slots.Highlights => made with { Points = lines },
            Slots.Attributes => made with { Attributes = [.. lines.Chunk(2).Select((pair, i) => new AttributeValue(pair[0], pair[1], string.Join(": ", request.Source.Pieces.Skip(2 * i).Take(2)), 0.9))] },
            _ => made with { Text = lines[0] },
        };
    }
}
