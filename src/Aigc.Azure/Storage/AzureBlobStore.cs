using System.Runtime.CompilerServices;
using Aigc.Core.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using BlobProperties = Aigc.Core.Storage.BlobProperties;

namespace Aigc.Azure.Storage;

/// <summary>Blobs in one container of a storage account.</summary>
internal sealed class AzureBlobStore(BlobServiceClient service, string container, TimeProvider time) : IBlobStore
{
    // The service takes no signature that lives longer.
    private static readonly TimeSpan MostValidity = TimeSpan.FromDays(7);

    private readonly CreatedOnce<BlobContainerClient> _containers = new(service.GetBlobContainerClient, client => client.CreateIfNotExistsAsync());
    private readonly DelegationKeys _keys = new(service, time);

    public async Task<bool> PutIfAbsentAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        try
        {
            await UploadAsync(name, content, contentType, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412)
        {
            return false;
        }
    }

    public Task PutAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        UploadAsync(name, content, contentType, null, cancellationToken);

    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = await BlobAsync(name);
        try
        {
            return (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return null;
        }
    }

    public async Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = await BlobAsync(name);
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return new(name, found.ContentLength, found.ContentType, found.LastModified, found.ETag.ToString("H"));
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var blobs = await _containers.GetAsync(container);
        await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            var found = blob.Properties;
            yield return new(blob.Name, found.ContentLength ?? 0, found.ContentType, found.LastModified ?? default, found.ETag?.ToString("H") ?? "");
        }
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var blob = await BlobAsync(name);
        return await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
    }

    public async Task<Uri> GetReadUrlAsync(string name, TimeSpan validity, CancellationToken cancellationToken = default)
    {
        var blob = await BlobAsync(name);
        var until = time.GetUtcNow() + (validity < MostValidity ? validity : MostValidity);
        var signature = new BlobSasBuilder(BlobSasPermissions.Read, until) { BlobContainerName = container, BlobName = name, Resource = "b" };
        return blob.CanGenerateSasUri
            ? blob.GenerateSasUri(signature)
            : blob.GenerateUserDelegationSasUri(signature, await _keys.CoveringAsync(until, cancellationToken));
    }

    private async Task UploadAsync(string name, Stream content, string contentType, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var blob = await BlobAsync(name);
        var options = new BlobUploadOptions { HttpHeaders = new() { ContentType = contentType }, Conditions = conditions };
        await blob.UploadAsync(content, options, cancellationToken);
    }

    private async Task<BlobClient> BlobAsync(string name)
    {
        BlobName.Checked(name);
        return (await _containers.GetAsync(container)).GetBlobClient(name);
    }
}
