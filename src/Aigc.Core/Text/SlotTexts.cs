using Aigc.Contracts.Items;

namespace Aigc.Core.Text;

/// <summary>All words of a slot, each with the name of its field.</summary>
internal static class SlotTexts
{
    public static IEnumerable<(string Field, string Text)> Of(SlotResult slot)
    {
        if (slot.Text is not null) yield return ("text", slot.Text);
        foreach (var (i, point) in (slot.Points ?? []).Index()) yield return ($"points[{i}]", point);
        foreach (var (i, attribute) in (slot.Attributes ?? []).Index())
        {
            yield return ($"attributes[{i}].name", attribute.Name);
            yield return ($"attributes[{i}].value", attribute.Value);
        }
        foreach (var (i, line) in (slot.Ad?.Headlines ?? []).Index()) yield return ($"ad.headlines[{i}]", line);
        foreach (var (i, line) in (slot.Ad?.Descriptions ?? []).Index()) yield return ($"ad.descriptions[{i}]", line);
        foreach (var (i, keyword) in (slot.Keywords ?? []).Index()) yield return ($"keywords[{i}]", keyword.Text);
        // Names of backgrounds are the image service's, and say nothing of the product.
        foreach (var (i, idea) in (slot.Ideas ?? []).Index().Where(one => one.Item.Kind != IdeaKind.Scene)) yield return ($"ideas[{i}]", idea.Text);
    }

    public static string Joined(SlotResult slot) => string.Join('\n', Of(slot).Select(part => part.Text));
}
