using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Products;
using Aigc.Core.Storage;

namespace Aigc.Core.Products;

/// <summary>Writes page manifests: JSON lines of <see cref="PageItem"/>, numbered from 0.</summary>
public sealed class PageWriter(IBlobStore blobs)
{
    public const int MaxPageSize = 500;

    /// <summary>Number of pages written; no items, no page. Writing again replaces.</summary>
    /// <param name="pageSize">1 to 500 items.</param>
    public async Task<int> WriteAsync(string tenant, string batch, string run, int pageSize, IAsyncEnumerable<PageItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaxPageSize);
        using var lines = new MemoryStream();
        var (page, count) = (0, 0);
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(item, AigcJson.Default.PageItem));
            lines.WriteByte((byte)'\n');
            if (++count % pageSize == 0) await FlushAsync();
        }

        if (lines.Length > 0) await FlushAsync();
        return page;

        async Task FlushAsync()
        {
            lines.Position = 0;
            await blobs.PutAsync(Paths.Page(tenant, batch, run, page++), lines, "application/x-ndjson", cancellationToken);
            lines.SetLength(0);
        }
    }
}
