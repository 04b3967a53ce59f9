using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Aigc.Core.Storage;

namespace Aigc.Testing.Storage;

/// <summary>A blob store in memory that keeps the promises of the port: names are checked, put-if-absent is atomic, lists are ordinal.</summary>
public sealed partial class InMemoryBlobStore(TimeProvider? time = null) : IBlobStore
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
        _entries[Checked(name)] = NewEntry(content, contentType);
        return this;
    }

    public async Task<bool> PutIfAbsentAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        _entries.TryAdd(Checked(name), NewEntry(await ReadAsync(content, cancellationToken), contentType));

    public async Task PutAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        _entries[Checked(name)] = NewEntry(await ReadAsync(content, cancellationToken), contentType);

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(_entries.TryGetValue(Checked(name), out var entry) ? new MemoryStream(entry.Content, writable: false) : null);

    public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_entries.TryGetValue(Checked(name), out var entry) ? Properties(name, entry) : null);

    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var (name, entry) in _entries.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Properties(name, entry);
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_entries.TryRemove(Checked(name), out _));

    public Task<Uri> GetReadUrlAsync(string name, TimeSpan validity, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Uri($"https://blobs.test/{Checked(name)}?expires={(_time.GetUtcNow() + validity).ToUnixTimeSeconds()}"));

    private static string Checked(string name) =>
        Name().IsMatch(name) && name.Split('/').All(part => part is not ("." or ".."))
            ? name
            : throw new ArgumentException($"'{name}' is not the name of a blob.", nameof(name));

    private static BlobProperties Properties(string name, Entry entry) => new(name, entry.Content.Length, entry.ContentType, entry.LastModified, entry.ETag);

    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }

    private Entry NewEntry(byte[] content, string contentType) => new(content, contentType, _time.GetUtcNow(), $"\"{Interlocked.Increment(ref _version)}\"");

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}(/[A-Za-z0-9._-]{1,200})*\z")]
    private static partial Regex Name();

    private sealed record Entry(byte[] Content, string ContentType, DateTimeOffset LastModified, string ETag);
}
