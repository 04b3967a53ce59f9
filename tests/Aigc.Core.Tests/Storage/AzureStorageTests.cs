using Aigc.Azure.Storage;
using Aigc.Core.Storage;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Storage;

[Collection(Azurite.Collection)]
public sealed class AzureBlobStoreTests(Azurite azurite) : BlobStoreContract
{
    private static readonly HttpClient Http = new();

    protected override IBlobStore Blobs { get; } = AzureStorageServices.Blobs(new() { ConnectionString = azurite.ConnectionString }, TimeProvider.System);

    protected override Task<string?> FollowAsync(Uri link) => GetAsync(Http, link);

    protected override Task ExpireAsync() => Azurite.SecondPassesAsync();
}

[Collection(Azurite.Collection)]
public sealed class AzureRecordStoreTests(Azurite azurite) : RecordStoreContract
{
    protected override IRecordStore Records { get; } = AzureStorageServices.Records(new() { ConnectionString = azurite.ConnectionString });
}

[Collection(Azurite.Collection)]
public sealed class AzureWorkQueueTests(Azurite azurite) : WorkQueueContract
{
    protected override IWorkQueue Queue { get; } = AzureStorageServices.Queue(new() { ConnectionString = azurite.ConnectionString });

    protected override Task SecondPassesAsync() => Azurite.SecondPassesAsync();
}

[CollectionDefinition(Azurite.Collection)]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>;
