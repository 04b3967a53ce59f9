using System.Collections.Concurrent;
using Aigc.Contracts.Products;
using Aigc.Core.Products;

namespace Aigc.Core.Batches;

/// <summary>The pages under way, read once for all their chunks and stages. A page never changes, so what is kept is never stale.</summary>
internal sealed class PageCache(PageReader reader)
{
    private const int Kept = 16;
    private readonly ConcurrentDictionary<(string, string, string, int), Lazy<Task<IReadOnlyList<PageItem>>>> _pages = new();

    public async Task<IReadOnlyList<PageItem>> ReadAsync(string tenant, string batchId, string run, int page, CancellationToken cancellationToken)
    {
        var key = (tenant, batchId, run, page);
        if (_pages.Count > Kept) _pages.Clear();
        try
        {
            return await _pages.GetOrAdd(key, _ => new(() => reader.ReadAsync(tenant, batchId, run, page, CancellationToken.None))).Value.WaitAsync(cancellationToken);
        }
        catch
        {
            _pages.TryRemove(key, out _);
            throw;
        }
    }

    public async Task<IReadOnlyList<PageItem>> ReadAsync(ChunkInput chunk, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(chunk.Tenant, chunk.BatchId, chunk.Run, chunk.Page, cancellationToken);
        return [.. page.Skip(chunk.Chunk * chunk.Size).Take(chunk.Size)];
    }
}
