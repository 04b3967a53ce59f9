using System.Globalization;
using System.Text;
using Aigc.Contracts.Items;

namespace Aigc.Core.Delivery;

/// <summary>A text slot of the gallery. What the facts do not bear out is marked where it stands. Nothing reaches the page unescaped.</summary>
internal static class GalleryCopy
{
    public static void Write(StringBuilder html, SlotResult slot)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section><h3>{Text(slot.Slot)} <small>{slot.State}{GalleryItem.Because(slot.Reason, slot.Detail)}</small></h3>\n");
        // What was blocked is named, not shown.
        if (slot.State is SlotState.Made or SlotState.InReview) Words(html, slot);
        foreach (var finding in slot.Facts ?? []) html.Append(CultureInfo.InvariantCulture, $"<p class=\"finding\">{finding.Kind} \u201c{Text(finding.Text)}\u201d: {Text(finding.Why)}</p>\n");
        foreach (var finding in slot.Safety?.Findings ?? []) html.Append(CultureInfo.InvariantCulture, $"<p class=\"finding\">{finding.Class}, severity {finding.Severity}</p>\n");
        if (slot.Translation is { } check) html.Append(CultureInfo.InvariantCulture, $"<p class=\"made\">translated from {Text(check.Source)}{(check.Similarity is { } alike ? $", back-translation {alike:0.00}" : "")}, numbers {(check.NumbersKept ? "kept" : "differ")}</p>\n");
        if (slot.Production is { } made) html.Append(CultureInfo.InvariantCulture, $"<p class=\"made\">{Text(made.Model ?? made.Engine)}{GalleryItem.Because(null, made.Notice)}</p>\n");
        html.Append("</section>\n");
    }

    private static void Words(StringBuilder html, SlotResult slot)
    {
        if (slot.Text is { } text) html.Append(CultureInfo.InvariantCulture, $"<p dir=\"auto\">{Marked(slot, "text", text)}</p>\n");
        if (slot.Points is { Count: > 0 } points) List(html, points.Select((point, i) => Marked(slot, $"points[{i}]", point)));
        if (slot.Ad is { } ad)
        {
            List(html, ad.Headlines.Select((line, i) => $"<b>{Marked(slot, $"ad.headlines[{i}]", line)}</b>"));
            List(html, ad.Descriptions.Select((line, i) => Marked(slot, $"ad.descriptions[{i}]", line)));
        }
        if (slot.Keywords is { Count: > 0 } keywords) List(html, keywords.Select((keyword, i) => $"{Marked(slot, $"keywords[{i}]", keyword.Text)} <small>{keyword.Kind}</small>"));
        if (slot.Ideas is { Count: > 0 } ideas) List(html, ideas.Select((idea, i) => $"<small>{idea.Kind}</small> {Marked(slot, $"ideas[{i}]", idea.Text)} <small>{idea.Score.ToString("0.00", CultureInfo.InvariantCulture)}{GalleryItem.Because(null, idea.Reason)}</small>"));
        if (slot.Categories is { Count: > 0 } categories) List(html, categories.Select(match => $"{Text(match.Path)} <small>{match.Confidence.ToString("0%", CultureInfo.InvariantCulture)}{GalleryItem.Because(null, match.Evidence)}</small>"));
        if (slot.Attributes is { Count: > 0 } found)
            html.Append("<dl>").AppendJoin("", found.Select((value, i) => $"<dt>{Marked(slot, $"attributes[{i}].name", value.Name)}</dt><dd dir=\"auto\">{Marked(slot, $"attributes[{i}].value", value.Value)}{(value.Source == AttributeValue.Image ? " <small>seen in the photo</small>" : "")}</dd>")).Append("</dl>\n");
    }

    private static void List(StringBuilder html, IEnumerable<string> lines) => html.Append("<ul>").AppendJoin("", lines.Select(line => $"<li dir=\"auto\">{line}</li>")).Append("</ul>\n");

    private static string Marked(SlotResult slot, string field, string text)
    {
        var (html, at) = (new StringBuilder(), 0);
        foreach (var finding in (slot.Facts ?? []).Where(finding => finding.Field == field && finding.Start >= 0 && finding.Start + finding.Length <= text.Length).OrderBy(finding => finding.Start))
        {
            if (finding.Start < at) continue;
            html.Append(Text(text[at..finding.Start])).Append(CultureInfo.InvariantCulture, $"<mark title=\"{finding.Kind}: {Text(finding.Why)}\">{Text(text.Substring(finding.Start, finding.Length))}</mark>");
            at = finding.Start + finding.Length;
        }
        return html.Append(Text(text[at..])).ToString();
    }

    private static string Text(string text) => GalleryFrame.Html(text);
}
