namespace Aigc.Core.Storage;

/// <summary>Immutable or replaceable bytes by name. Names are <c>area/tenant/...</c>, parts split by '/', each part 1 to 200 of [A-Za-z0-9._-]; never <c>.</c> or <c>..</c>.</summary>
public interface IBlobStore
{
    /// <summary>Writes the blob if none has the name. False, and nothing written, where one has.</summary>
    Task<bool> PutIfAbsentAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default);

    /// <summary>Writes or replaces; a reader sees the old bytes or the new ones, never a mixture.</summary>
    Task PutAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default);

    /// <summary>Opens for reading; null where there is none.</summary>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Null where there is none.</summary>
    Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Streams the names under a prefix in ordinal order.</summary>
    IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>True where there was one.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>A URL that reads this one blob for a while without other credentials.</summary>
    Task<Uri> GetReadUrlAsync(string name, TimeSpan validity, CancellationToken cancellationToken = default);
}

/// <param name="Length">In bytes.</param>
public sealed record BlobProperties(string Name, long Length, string ContentType, DateTimeOffset LastModified, string ETag);
