using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Storage;

namespace Aigc.Core.Prompts;

/// <summary>Templates of a tenant as records: heads that move, versions that never change, a trail of who did what. One change is one transaction.</summary>
internal sealed class PromptStore(IRecordStore records)
{
    public const int MaxHeads = 1_000;
    private const string Table = "prompts";

    public async Task<HeadState> HeadAsync(string tenant, PromptKey key, CancellationToken cancellationToken)
    {
        var record = await records.GetAsync(Table, tenant, HeadKey(key), cancellationToken);
        return record is null ? new(null, null) : new(Read(record, PromptJson.Default.PromptHead), record.ETag);
    }

    /// <summary>All heads of a tenant, at most 1,000.</summary>
    public Task<List<PromptHead>> HeadsAsync(string tenant, CancellationToken cancellationToken) => AllAsync(tenant, "head/", MaxHeads, PromptJson.Default.PromptHead, cancellationToken);

    /// <summary>Null where there is none.</summary>
    public async Task<PromptVersion?> VersionAsync(string tenant, PromptKey key, int version, CancellationToken cancellationToken) =>
        version > 0 && await records.GetAsync(Table, tenant, VersionKey(key, version), cancellationToken) is { } record ? Read(record, AigcJson.Default.PromptVersion) : null;

    /// <summary>Newest first.</summary>
    public Task<List<PromptVersion>> VersionsAsync(string tenant, PromptKey key, int limit, CancellationToken cancellationToken) => AllAsync(tenant, $"version/{key}/", limit, AigcJson.Default.PromptVersion, cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<List<PromptChange>> ChangesAsync(string tenant, PromptKey key, int limit, CancellationToken cancellationToken) => AllAsync(tenant, $"change/{key}/", limit, AigcJson.Default.PromptChange, cancellationToken);

    /// <summary>All or nothing. False where the head has moved on from <paramref name="before"/>.</summary>
    /// <param name="version">Null: no new version, only the head moves.</param>
    public Task<bool> CommitAsync(string tenant, HeadState before, PromptHead head, PromptVersion? version, IReadOnlyList<PromptChange> changes, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(head, PromptJson.Default.PromptHead);
        var writes = new List<RecordWrite> { before.ETag is { } etag ? new(RecordWriteKind.Replace, HeadKey(head.Key), json, etag) : new(RecordWriteKind.Insert, HeadKey(head.Key), json) };
        if (version is not null) writes.Add(new(RecordWriteKind.Insert, VersionKey(head.Key, version.Version), JsonSerializer.Serialize(version, AigcJson.Default.PromptVersion)));
        writes.AddRange(changes.Select((change, i) => new RecordWrite(RecordWriteKind.Insert, ChangeKey(head.Key, change, i), JsonSerializer.Serialize(change, AigcJson.Default.PromptChange))));
        return records.WriteBatchAsync(Table, tenant, writes, cancellationToken);
    }

    private async Task<List<T>> AllAsync<T>(string tenant, string prefix, int limit, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var (all, continuation) = (new List<T>(), (string?)null);
        do
        {
            // '0' is the sign after '/'.
            var page = await records.QueryAsync(Table, tenant, prefix, $"{prefix[..^1]}0", Math.Min(limit - all.Count, 500), continuation, cancellationToken);
            all.AddRange(page.Records.Select(record => Read(record, type)));
            continuation = page.Continuation;
        }
        while (continuation is not null && all.Count < limit);
        return all;
    }

    private static T Read<T>(StoredRecord record, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(record.Json, type)!;

    private static string HeadKey(PromptKey key) => $"head/{key}";

    // Counting down, so that the newest comes first.
    private static string VersionKey(PromptKey key, int version) => string.Create(CultureInfo.InvariantCulture, $"version/{key}/{int.MaxValue - version:D10}");

    private static string ChangeKey(PromptKey key, PromptChange change, int i) => string.Create(CultureInfo.InvariantCulture, $"change/{key}/{long.MaxValue - change.At.UtcTicks:D19}-{i}-{Guid.NewGuid():N}");
}
