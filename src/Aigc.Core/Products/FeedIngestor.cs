using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Products;
using Aigc.Core.Products.Reading;
using Aigc.Core.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Products;

/// <summary>
/// Turns a feed into pages of clean products and a file of bad rows, streaming. The first pass remembers, in 16 bytes an id, which good row of each id comes last;
/// the second writes. Running it again writes the same.
/// </summary>
public sealed class FeedIngestor(IBlobStore blobs, PageWriter pages, IOptions<ProductsOptions> options)
{
    /// <exception cref="ProblemException"><c>feed-unreadable</c> or <c>feed-too-large</c>: the feed as a whole cannot be used.</exception>
    public async Task<IngestReport> IngestAsync(IngestRequest request, CancellationToken cancellationToken = default)
    {
        await using var feed = await FeedFile.OpenAsync(blobs, request.Feed, options.Value, cancellationToken);
        var tally = new Tally();
        var last = await LastRowsAsync(feed, tally, cancellationToken);
        if (tally.Rows == 0) throw Feeds.Unreadable("it has no rows");

        await using var errors = new RowErrorFile();
        var written = await pages.WriteAsync(request.Tenant, request.BatchId, request.Run, request.PageSize, SecondPassAsync(feed, last, errors, cancellationToken), cancellationToken);
        await errors.StoreAsync(blobs, Paths.RowErrors(request.Tenant, request.BatchId), cancellationToken);
        return new IngestReport(written, tally.Rows, last.Count, tally.Bad, tally.Rows - tally.Bad - last.Count);
    }

    private async Task<Dictionary<UInt128, long>> LastRowsAsync(FeedFile feed, Tally tally, CancellationToken cancellationToken)
    {
        var builder = new ProductBuilder(options.Value);
        var last = new Dictionary<UInt128, long>();
        await foreach (var row in feed.ReadAsync(cancellationToken))
        {
            tally.Rows++;
            if (builder.Build(row).Product is { } product) last[Hash(product.Id)] = row.Number;
            else tally.Bad++;
        }

        return last;
    }

    private async IAsyncEnumerable<PageItem> SecondPassAsync(FeedFile feed, Dictionary<UInt128, long> last, RowErrorFile errors, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var builder = new ProductBuilder(options.Value);
        await foreach (var row in feed.ReadAsync(cancellationToken))
        {
            var (product, error) = builder.Build(row);
            if (error is not null) await errors.AddAsync(error, cancellationToken);
            else if (last[Hash(product!.Id)] == row.Number) yield return new PageItem(row.Number, product);
        }
    }

    // Cryptographic, so that no feed can be crafted in which two ids are taken for one.
    private static UInt128 Hash(string id) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private sealed class Tally
    {
        public long Rows;
        public long Bad;
    }
}
