using System.Globalization;
using System.Text;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Delivery;

/// <summary>One item of the gallery: pictures before and after, copy, verdicts with what was measured, reasons. Nothing reaches the page unescaped.</summary>
internal static class GalleryItem
{
    public static string Html(ItemResult item)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"{item.State}\" data-state=\"{item.State}\">\n<h2 dir=\"auto\">{Text(item.Product.Title ?? item.Product.Id)}</h2>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"facts\"><b class=\"badge\">{item.State}</b> {Text(item.Product.Id)} · row {item.Row}{Because(item.Reason, null)}</p>\n");
        Pictures(html, item);
        if (item.Choice is { } choice) Chosen(html, choice);
        if (item.Triage is { } triage) Verdict(html, triage);
        foreach (var slot in item.Slots.Where(slot => !Slots.IsImage(slot.Slot))) GalleryCopy.Write(html, slot);
        return html.Append("</article>\n").ToString();
    }

    private static void Pictures(StringBuilder html, ItemResult item)
    {
        html.Append("<div class=\"pictures\">\n");
        if (item.Source is not null) Picture(html, item.Source, "before", "Source photo of " + item.Product.Id);
        foreach (var slot in item.Slots.Where(slot => Slots.IsImage(slot.Slot)))
        {
            if (slot is { Asset: { } asset, State: SlotState.Made or SlotState.InReview }) Picture(html, asset, slot.Slot + Measured(slot.Market) + MadeBy(slot.Production), $"{slot.Slot} of {item.Product.Id}");
            else html.Append(CultureInfo.InvariantCulture, $"<figure class=\"missing\"><div>{slot.State}{Because(slot.Reason, slot.Detail)}</div><figcaption>{Text(slot.Slot)}</figcaption></figure>\n");
        }
        html.Append("</div>\n");
    }

    private static void Picture(StringBuilder html, AssetRef asset, string caption, string alt) => html.Append(CultureInfo.InvariantCulture,
        $"<figure><img src=\"images/{Text(asset.FileName)}\" alt=\"{Text(alt)}\" width=\"{asset.Width}\" height=\"{asset.Height}\" loading=\"lazy\"><figcaption>{Text(caption)}</figcaption></figure>\n");

    private static string Measured(MarketReport? report) => report is null ? "" : $" · {report.Market} rules: {report.Outcome}{(report.Fixes.Count == 0 ? "" : " after " + string.Join(", ", report.Fixes))}";

    // Who decides whether a picture may be used has to see under which licence it was made.
    private static string MadeBy(Production? made) => made?.Network is { } network ? $" · {made.Engine} with {network.Name}@{network.Version}, licence {network.Licence}" : "";

    private static void Chosen(StringBuilder html, ItemChoice choice)
    {
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict\">Decision factors: <b>{choice.Chosen switch { true => "chosen", false => "skipped", null => "not told" }}</b>{(choice.Score is { } score ? $" · score {score:0.###}" : "")}</p>\n<ul class=\"reasons\">\n");
        foreach (var factor in choice.Factors)
            html.Append(CultureInfo.InvariantCulture, $"<li>{Text(factor.Factor)}{(factor.Field is null ? "" : " " + Text(factor.Field))}: {(factor.Measured is null ? "not known" : Text(factor.Measured))}, wanted {Text(factor.Limit)} ({factor.Met switch { true => "met", false => "not met", null => "not looked at" }})</li>\n");
        html.Append("</ul>\n");
    }

    private static void Verdict(StringBuilder html, TriageVerdict triage)
    {
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict\">Source photo: <b>{triage.Outcome}</b></p>\n");
        if (triage.Class is { } seen) html.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict\">Seen as: {string.Join(" · ", seen.Guesses.Select(guess => FormattableString.Invariant($"{Text(guess.Label)} {guess.Probability:0.00}")))} ({Text(seen.Model.Name)})</p>\n");
        if (triage.Reasons.Count == 0) return;
        html.Append("<ul class=\"reasons\">\n");
        foreach (var reason in triage.Reasons)
            html.Append(CultureInfo.InvariantCulture, $"<li>{Text(reason.Code)}: measured {reason.Measured:0.###}, limit {reason.Threshold:0.###} ({reason.Severity}{(reason.Overruled ? ", overruled by the recipe" : "")}){(reason.Fix is null ? "" : ", fix: " + Text(reason.Fix))}</li>\n");
        html.Append("</ul>\n");
    }

    internal static string Because(string? reason, string? detail) => (reason is null ? "" : " · " + Text(reason)) + (detail is null ? "" : " · " + Text(detail));

    private static string Text(string text) => GalleryFrame.Html(text);
}
