using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Products;
using Aigc.Core.Products.Reading;
using Aigc.Core.Storage;

namespace Aigc.Core.Products;

/// <summary>Collects bad rows on disk, as JSON lines, until they are stored: a feed may consist of nothing else.</summary>
internal sealed class RowErrorFile : IAsyncDisposable
{
    private readonly FileStream _file = TemporaryFile.Create();

    public async ValueTask AddAsync(RowError error, CancellationToken cancellationToken)
    {
        await _file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(error, AigcJson.Default.RowError), cancellationToken);
        _file.WriteByte((byte)'\n');
    }

    public async Task StoreAsync(IBlobStore blobs, string name, CancellationToken cancellationToken)
    {
        _file.Position = 0;
        await blobs.PutAsync(name, _file, "application/x-ndjson", cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
