using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Core.Storage;

namespace Aigc.Core.Webhooks;

/// <summary>
/// The signing secrets of each tenant: one for what is sent out, one for each channel that sends approvals in.
/// They lie as they are in the record store (an HMAC key cannot be hashed); what protects them is the store's own access control and encryption at rest.
/// </summary>
public sealed class WebhookSecrets(IRecordStore records, TimeProvider time)
{
    /// <summary>Name of the secret that outgoing calls are signed with.</summary>
    public const string Outgoing = "outgoing";

    /// <summary>How long the old secret holds beside the new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Table = "webhooksecrets";

    /// <summary>Name of the secret of an incoming channel.</summary>
    public static string Incoming(string channel) => "incoming:" + channel;

    /// <summary>The secrets that hold now, newest first; none: an empty list.</summary>
    public async Task<IReadOnlyList<WebhookSecret>> ActiveAsync(string tenant, string name, CancellationToken cancellationToken = default) =>
        await records.GetAsync(Table, tenant, name, cancellationToken) is { } stored ? Active(Read(stored)) : [];

    /// <summary>The current secret, created on first use. For the tenant's administrator and for signing.</summary>
    public async Task<WebhookSecret> GetOrCreateAsync(string tenant, string name, CancellationToken cancellationToken = default)
    {
        var active = await ActiveAsync(tenant, name, cancellationToken);
        if (active.Count > 0) return active[0];
        await records.InsertAsync(Table, tenant, name, Json(new StoredSecret(WebhookSecret.New().Reveal(), null, null)), cancellationToken);
        // Another may have been first: whatever is stored now is the one.
        return (await ActiveAsync(tenant, name, cancellationToken))[0];
    }

    /// <summary>Puts a new secret in place; the old one is good for <see cref="Overlap"/> more.</summary>
    public async Task<WebhookSecret> RotateAsync(string tenant, string name, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await GetOrCreateAsync(tenant, name, cancellationToken);
            var stored = (await records.GetAsync(Table, tenant, name, cancellationToken))!;
            var next = WebhookSecret.New();
            var json = Json(new StoredSecret(next.Reveal(), Read(stored).Current, time.GetUtcNow() + Overlap));
            if (await records.ReplaceAsync(Table, tenant, name, json, stored.ETag, cancellationToken) is not null) return next;
        }
    }

    private List<WebhookSecret> Active(StoredSecret stored)
    {
        var active = new List<WebhookSecret> { WebhookSecret.Parse(stored.Current) };
        if (stored.Previous is not null && stored.PreviousUntil > time.GetUtcNow()) active.Add(WebhookSecret.Parse(stored.Previous));
        return active;
    }

    private static string Json(StoredSecret secret) => JsonSerializer.Serialize(secret, WebhooksJson.Default.StoredSecret);

    private static StoredSecret Read(StoredRecord stored) => JsonSerializer.Deserialize(stored.Json, WebhooksJson.Default.StoredSecret)!;
}

internal sealed record StoredSecret(string Current, string? Previous, DateTimeOffset? PreviousUntil);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredSecret))]
internal sealed partial class WebhooksJson : JsonSerializerContext;
