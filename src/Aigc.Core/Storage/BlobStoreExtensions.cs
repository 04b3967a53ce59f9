using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigc.Core.Storage;

/// <summary>Reading and writing of small JSON blobs.</summary>
public static class BlobStoreExtensions
{
    public static async Task<T?> ReadJsonAsync<T>(this IBlobStore blobs, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        var stream = await blobs.OpenReadAsync(name, cancellationToken);
        if (stream is null) return default;
        await using (stream) return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken);
    }

    public static async Task<bool> PutJsonIfAbsentAsync<T>(this IBlobStore blobs, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(value, type));
        return await blobs.PutIfAbsentAsync(name, content, "application/json", cancellationToken);
    }

    public static async Task<byte[]?> ReadAllAsync(this IBlobStore blobs, string name, CancellationToken cancellationToken = default)
    {
        var stream = await blobs.OpenReadAsync(name, cancellationToken);
        if (stream is null) return null;
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancellationToken);
            return copy.ToArray();
        }
    }
}
