using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Products;
using Aigc.Core.Storage;

namespace Aigc.Core.Products;

/// <summary>Reads page manifests.</summary>
public sealed class PageReader(IBlobStore blobs)
{
    /// <exception cref="ProblemException"><c>not-found</c> 404: no such page.</exception>
    public async Task<IReadOnlyList<PageItem>> ReadAsync(string tenant, string batch, string run, int page, CancellationToken cancellationToken = default)
    {
        var name = Paths.Page(tenant, batch, run, page);
        await using var stream = await blobs.OpenReadAsync(name, cancellationToken) ?? throw new ProblemException("not-found", $"Page {page} of batch {batch} does not exist.", 404);
        using var reader = new StreamReader(stream);
        var items = new List<PageItem>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line) items.Add(JsonSerializer.Deserialize(line, AigcJson.Default.PageItem)!);
        return items;
    }
}
