using System.Runtime.CompilerServices;
using Aigc.Core.Products.Reading;

namespace Aigc.Core.Products;

/// <summary>Finds the image links of a feed that are relative to it, so that whoever hands the feed in can hand in those files too.</summary>
public static class FeedImages
{
    /// <exception cref="ProblemException"><c>feed-unreadable</c> (422).</exception>
    public static async IAsyncEnumerable<string> RelativeLinksAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var limits = new ProductsOptions();
        await using var feed = await FeedFile.OpenAsync(content, null, limits, cancellationToken);
        var builder = new ProductBuilder(limits);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in feed.ReadAsync(cancellationToken))
            if (builder.Build(row).Product is { } product)
                foreach (var link in product.AdditionalImageLinks.Prepend(product.ImageLink))
                    if (link is not null && !Uri.IsWellFormedUriString(link, UriKind.Absolute) && !link.StartsWith('/') && seen.Add(link)) yield return link;
    }
}
