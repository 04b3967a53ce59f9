using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Storage;

namespace Aigc.Core.Delivery;

/// <summary>Writes the gallery in pages of 500 items: <c>index.html</c>, <c>page-2.html</c>, ... One page is open at a time.</summary>
internal sealed class GalleryWriter(IBlobStore blobs, Batch batch) : IAsyncDisposable
{
    public const int ItemsAPage = 500;

    private readonly List<ExportedEntry> _written = [];
    private ExportFile? _page;
    private int _number;
    private int _items;

    public async Task AddAsync(ItemResult item, CancellationToken cancellationToken)
    {
        if (_page is null || _items == ItemsAPage) await TurnAsync(cancellationToken);
        await _page!.Text.WriteAsync(GalleryItem.Html(item).AsMemory(), cancellationToken);
        _items++;
    }

    /// <summary>Closes the last page; all pages that were written.</summary>
    public async Task<IReadOnlyList<ExportedEntry>> CompleteAsync(CancellationToken cancellationToken)
    {
        // A batch without items has a page that says so.
        if (_page is null) await TurnAsync(cancellationToken);
        await CloseAsync(hasNext: false, cancellationToken);
        return _written;
    }

    public ValueTask DisposeAsync() => _page is null ? ValueTask.CompletedTask : _page.DisposeAsync();

    private static string NameOf(int number) => number == 1 ? "index.html" : $"page-{number}.html";

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (_page is not null) await CloseAsync(hasNext: true, cancellationToken);
        _number++;
        _items = 0;
        _page = new ExportFile(NameOf(_number), "text/html");
        await _page.Text.WriteAsync(GalleryFrame.Head(batch, _number).AsMemory(), cancellationToken);
    }

    private async Task CloseAsync(bool hasNext, CancellationToken cancellationToken)
    {
        var (previous, next) = (_number > 1 ? NameOf(_number - 1) : null, hasNext ? NameOf(_number + 1) : null);
        await _page!.Text.WriteAsync(GalleryFrame.Foot(previous, next).AsMemory(), cancellationToken);
        _written.Add(await _page.StoreAsync(blobs, Paths.Export(batch.Tenant, batch.Id, _page.Name), cancellationToken));
        await _page.DisposeAsync();
        _page = null;
    }
}
