using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>What a stage made of a chunk: one JSONL blob, written once. A stage that finds its blob has nothing left to do.</summary>
internal sealed class StageStore(IBlobStore blobs)
{
    public Task<bool> ExistsAsync(ChunkInput chunk, string stage, CancellationToken cancellationToken) => ExistsAsync(chunk.Blob(stage), cancellationToken);

    public async Task WriteAsync<T>(ChunkInput chunk, string stage, IEnumerable<T> lines, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        foreach (var line in lines)
        {
            JsonSerializer.Serialize(content, line, type);
            content.WriteByte((byte)'\n');
        }
        content.Position = 0;
        await blobs.PutIfAbsentAsync(chunk.Blob(stage), content, "application/x-ndjson", cancellationToken);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string blob, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(blob, cancellationToken) ?? throw new InvalidOperationException($"The chunk result '{blob}' is gone.");
        var lines = new List<T>();
        await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable(content, type, topLevelValues: true, cancellationToken)) lines.Add(line!);
        return lines;
    }

    public Task<IReadOnlyList<ItemResult>> ReadItemsAsync(string blob, CancellationToken cancellationToken) => ReadAsync(blob, AigcJson.Default.ItemResult, cancellationToken);

    private async Task<bool> ExistsAsync(string blob, CancellationToken cancellationToken) => await blobs.GetPropertiesAsync(blob, cancellationToken) is not null;
}
