using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Batches;

namespace Aigc.Core.Delivery;

/// <summary>What stands around the items of a gallery page. Style and script are in the page itself; the policy in its head lets nothing else in.</summary>
internal static class GalleryFrame
{
    private static readonly string Style = Resource("gallery.css");
    private static readonly string Script = Resource("gallery.js");
    private static readonly string Policy =
        $"default-src 'none'; img-src 'self' file:; style-src {HashOf(Style)}; script-src {HashOf(Script)}; base-uri 'none'; form-action 'none'";

    public static string Head(Batch batch, int page) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Html(batch.Label ?? batch.Id)} · page {page}</title>
        <style>{Style}</style>
        </head>
        <body>
        <header>
        <h1>{Html(batch.Label ?? batch.Id)}</h1>
        <p class="facts">Batch {Html(batch.Id)} · recipe {Html(batch.Recipe.Name)} v{batch.Recipe.Version} · {CountsOf(batch)}</p>
        <form id="tools" role="search">
        <label>Find <input id="find" type="search" placeholder="id, title, reason"></label>
        <label>Show <select id="state"><option value="">all items</option><option>Accepted</option><option>InReview</option><option>Rejected</option><option>Failed</option><option>Skipped</option></select></label>
        <output id="shown" aria-live="polite"></output>
        </form>
        </header>
        <main>

        """;

    public static string Foot(string? previous, string? next) => $"""
        <p id="none" hidden>Nothing on this page fits.</p>
        </main>
        <nav aria-label="Pages">{Link(previous, "prev", "← Previous page")} {Link(next, "next", "Next page →")}</nav>
        <script>{Script}</script>
        </body>
        </html>

        """;

    public static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Link(string? page, string rel, string text) => page is null ? "" : $"<a rel=\"{rel}\" href=\"{page}\">{text}</a>";

    private static string CountsOf(Batch batch)
    {
        var counts = batch.Counts;
        var spent = batch.Spent is { } money ? string.Create(CultureInfo.InvariantCulture, $" · {money.Amount:0.00##} {Html(money.Currency)} spent") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Accepted} of {counts.Items} accepted{(counts.Skipped > 0 ? $" · {counts.Skipped} skipped" : "")} · {counts.ImagesMade} images made{spent}");
    }

    private static string HashOf(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    // A browser reads line ends as "\n" before it hashes.
    private static string Resource(string name)
    {
        using var stream = typeof(GalleryFrame).Assembly.GetManifestResourceStream("Aigc.Core.Delivery.Gallery." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
