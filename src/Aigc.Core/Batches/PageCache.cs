using System.Collections.Concurrent;
using Aigc.Contracts.Products;
using Aigc.Core.Products;

namespace Aigc.Core.Batches;

/// <summary>
/// The pages under way, read once for all their chunks and stages. A page never changes, so what is kept is never stale. There are two shelves:
/// when the front one is full it becomes the back one, and what was on that and not asked for since is let go.
/// </summary>
internal sealed class PageCache(PageReader reader)
{
    private const int Shelf = 24;
    private ConcurrentDictionary<(string, string, string, int), Lazy<Task<IReadOnlyList<PageItem>>>> _front = new();
    private ConcurrentDictionary<(string, string, string, int), Lazy<Task<IReadOnlyList<PageItem>>>> _back = new();

    public async Task<IReadOnlyList<PageItem>> ReadAsync(string tenant, string batchId, string run, int page, CancellationToken cancellationToken)
    {
        var key = (tenant, batchId, run, page);
        if (_front.Count >= Shelf) (_back, _front) = (_front, new());
        try
        {
            return await _front.GetOrAdd(key, Shelved).Value.WaitAsync(cancellationToken);
        }
        catch
        {
            _front.TryRemove(key, out _);
            throw;
        }

        Lazy<Task<IReadOnlyList<PageItem>>> Shelved((string, string, string, int) _) =>
            _back.TryRemove(key, out var kept) ? kept : new(() => reader.ReadAsync(tenant, batchId, run, page, CancellationToken.None));
    }

    public async Task<IReadOnlyList<PageItem>> ReadAsync(ChunkInput chunk, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(chunk.Tenant, chunk.BatchId, chunk.Run, chunk.Page, cancellationToken);
        return [.. page.Skip(chunk.Chunk * chunk.Size).Take(chunk.Size)];
    }
}
