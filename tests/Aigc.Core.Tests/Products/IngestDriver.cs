using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Products;
using Aigc.Core.Products;
using Aigc.Core.Storage;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Products;

/// <summary>Hands a feed in and reads back what came of it.</summary>
internal sealed class IngestDriver
{
    private readonly InMemoryBlobStore _blobs = new();

    public ProductsOptions Options { get; } = new();
    public IngestReport Report { get; private set; } = new(0, 0, 0, 0, 0);

    public async Task<IReadOnlyList<PageItem>> IngestAsync(byte[] feed, string? format = null, int pageSize = 500)
    {
        _blobs.With("feeds/acme/f1/rows", feed);
        var ingestor = new FeedIngestor(_blobs, new PageWriter(_blobs), Microsoft.Extensions.Options.Options.Create(Options));
        Report = await ingestor.IngestAsync(new IngestRequest("acme", "b1", "r1", new FeedRef("feeds/acme/f1/rows", format), pageSize));
        var items = new List<PageItem>();
        for (var page = 0; page < Report.Pages; page++) items.AddRange(await new PageReader(_blobs).ReadAsync("acme", "b1", "r1", page));
        return items;
    }

    public Task<IReadOnlyList<PageItem>> IngestAsync(string feed, string? format = null) => IngestAsync(Encoding.UTF8.GetBytes(feed), format);

    public IReadOnlyList<RowError> Errors() =>
        [.. Encoding.UTF8.GetString(_blobs.Bytes(Paths.RowErrors("acme", "b1"))!).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, AigcJson.Default.RowError)!)];

    public IReadOnlyDictionary<string, string> Stored() => _blobs.Names.ToDictionary(name => name, name => Convert.ToHexString(_blobs.Bytes(name)!));
}
