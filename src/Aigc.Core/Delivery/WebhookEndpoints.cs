using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Delivery;

/// <summary>Where a tenant is told of events by default, and which addresses have asked not to be called any more.</summary>
public sealed class WebhookEndpoints(IRecordStore records)
{
    private const string Table = "webhookendpoints";
    private const string Default = "default";

    /// <summary>The address for events whose recipe names none; null: nobody is told.</summary>
    public async Task<string?> GetDefaultAsync(string tenant, CancellationToken cancellationToken = default) =>
        await records.GetAsync(Table, tenant, Default, cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, DeliveryJson.Default.EndpointRecord)!.Url : null;

    /// <exception cref="ProblemException"><c>webhook-url-invalid</c> (422): not an absolute https address.</exception>
    public async Task SetDefaultAsync(string tenant, string url, CancellationToken cancellationToken = default)
    {
        if (url.Length > 2000 || !IsHttps(url)) throw new ProblemException("webhook-url-invalid", "A webhook address is an absolute https URL.", 422);
        await WriteAsync(tenant, Default, url, cancellationToken);
    }

    /// <summary>The endpoint has answered 410: it is not called again until <see cref="EnableAsync"/>.</summary>
    public Task DisableAsync(string tenant, string url, CancellationToken cancellationToken = default) => WriteAsync(tenant, KeyOf(url), url, cancellationToken);

    public Task EnableAsync(string tenant, string url, CancellationToken cancellationToken = default) => records.DeleteAsync(Table, tenant, KeyOf(url), cancellationToken);

    public async Task<bool> IsDisabledAsync(string tenant, string url, CancellationToken cancellationToken = default) =>
        await records.GetAsync(Table, tenant, KeyOf(url), cancellationToken) is not null;

    internal static bool IsHttps(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps && parsed.UserInfo.Length == 0;

    private Task<string> WriteAsync(string tenant, string key, string url, CancellationToken cancellationToken) =>
        records.UpsertAsync(Table, tenant, key, JsonSerializer.Serialize(new EndpointRecord(url), DeliveryJson.Default.EndpointRecord), cancellationToken);

    private static string KeyOf(string url) => "gone/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));
}

internal sealed record EndpointRecord(string Url);
