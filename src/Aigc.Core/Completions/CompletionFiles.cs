using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts.Completions;
using Aigc.Core.Storage;

namespace Aigc.Core.Completions;

/// <summary>Files that clients hand in for batches and get back from them.</summary>
public sealed class CompletionFiles(IBlobStore blobs, IRecordStore records, TimeProvider time)
{
    /// <summary>In bytes.</summary>
    public const long MaxBytes = 200_000_000;

    private const string Table = "completionfiles";

    public async Task<FileObject> AddAsync(string tenant, string filename, string purpose, Stream content, CancellationToken cancellationToken = default)
    {
        var id = $"file-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        await blobs.PutAsync(Paths.CompletionFile(tenant, id), content, "application/jsonl", cancellationToken);
        var bytes = (await blobs.GetPropertiesAsync(Paths.CompletionFile(tenant, id), cancellationToken))!.Length;
        var file = new FileObject(id, "file", bytes, time.GetUtcNow().ToUnixTimeSeconds(), filename, purpose);
        await records.UpsertAsync(Table, tenant, id, JsonSerializer.Serialize(file, CompletionsJson.Default.FileObject), cancellationToken);
        return file;
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<FileObject> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        id.Length is > 0 and < 100 && await records.GetAsync(Table, tenant, id, cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, CompletionsJson.Default.FileObject)! : throw new ProblemException("not-found", "There is no such file.", 404);

    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<Stream> OpenAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        await GetAsync(tenant, id, cancellationToken);
        return await blobs.OpenReadAsync(Paths.CompletionFile(tenant, id), cancellationToken) ?? throw new ProblemException("not-found", "There is no such file.", 404);
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<FileDeleted> DeleteAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        await GetAsync(tenant, id, cancellationToken);
        await records.DeleteAsync(Table, tenant, id, cancellationToken);
        await blobs.DeleteAsync(Paths.CompletionFile(tenant, id), cancellationToken);
        return new(id, "file", true);
    }
}
