using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Aigc.Core.Storage;

namespace Aigc.Testing.Storage;

/// <summary>A blob store in memory that keeps the promises of the port: names are checked, put-if-absent is atomic, lists are ordinal.</summary>
public sealed class InMemoryBlobStore(TimeProvider? time = null) : IBlobStore
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _version;

    /// <summary>All names, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Keys.Order(StringComparer.Ordinal)];

    public byte[]? Bytes(string name) => _entries.TryGetValue(name, out var entry) ? entry.Content : null;

    /// <summary>Puts bytes for the arrangement of a test.</summary>
    public InMemoryBlobStore With(string name, byte[] content, string contentType = "application/octet-stream")
    {
        _entries[BlobName.Checked(name)] = NewEntry(content, contentType);
        return this;
    }

    public async Task<bool> PutIfAbsentAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        _entries.TryAdd(BlobName.Checked(name), NewEntry(await ReadAsync(content, cancellationToken), contentType));

    public async Task PutAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        _entries[BlobName.Checked(name)] = NewEntry(await ReadAsync(content, cancellationToken), contentType);

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(_entries.TryGetValue(BlobName.Checked(name), out var entry) ? new MemoryStream(entry.Content, writable: false) : null);

    public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_entries.TryGetValue(BlobName.Checked(name), out var entry) ? Properties(name, entry) : null);

    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var (name, entry) in _entries.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Properties(name, entry);
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_entries.TryRemove(BlobName.Checked(name), out _));

    public Task<Uri> GetReadUrlAsync(string name, TimeSpan validity, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Uri($"https://blobs.test/{BlobName.Checked(name)}?expires={(_time.GetUtcNow() + validity).ToUnixTimeSeconds()}"));

    private static BlobProperties Properties(string name, Entry entry) => new(name, entry.Content.Length, entry.ContentType, entry.LastModified, entry.ETag);

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }

    private Entry NewEntry(byte[] content, string contentType) => new(content, contentType, _time.GetUtcNow(), $"\"{Interlocked.Increment(ref _version)}\"");

    private sealed record Entry(byte[] Content, string ContentType, DateTimeOffset LastModified, string ETag);
}
