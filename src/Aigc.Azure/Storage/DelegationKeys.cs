using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Aigc.Azure.Storage;

/// <summary>The key that an identity signs read links with: fetched once and kept while it covers what is asked for.</summary>
internal sealed class DelegationKeys(BlobServiceClient service, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private volatile UserDelegationKey? _key;

    /// <param name="until">At most seven days ahead.</param>
    public async Task<UserDelegationKey> CoveringAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (_key is { } kept && kept.SignedExpiresOn >= until) return kept;
        // Twice what is asked for, as far as the service goes: the next links are signed with the same key.
        var now = time.GetUtcNow();
        var lifetime = (until - now) * 2;
        var fetched = await service.GetUserDelegationKeyAsync(null, now + (lifetime < Longest ? lifetime : Longest), cancellationToken);
        return _key = fetched.Value;
    }
}
