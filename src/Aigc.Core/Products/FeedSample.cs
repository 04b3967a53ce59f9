using Aigc.Contracts.Products;
using Aigc.Core.Products.Reading;
using Aigc.Core.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Products;

/// <summary>The first good rows of a feed, cleaned as they would be for a batch.</summary>
public sealed class FeedSample(IBlobStore blobs, IOptions<ProductsOptions> options)
{
    /// <exception cref="ProblemException"><c>feed-unreadable</c> or <c>feed-too-large</c>.</exception>
    public async Task<IReadOnlyList<PageItem>> ReadAsync(FeedRef feed, int count, CancellationToken cancellationToken = default)
    {
        await using var file = await FeedFile.OpenAsync(blobs, feed, options.Value, cancellationToken);
        var (builder, items) = (new ProductBuilder(options.Value), new List<PageItem>());
        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            if (builder.Build(row).Product is { } product) items.Add(new(row.Number, product));
            if (items.Count >= count) break;
        }
        return items;
    }
}
