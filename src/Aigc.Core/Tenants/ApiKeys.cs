using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aigc.Core.Storage;

namespace Aigc.Core.Tenants;

/// <summary>
/// API keys: <c>aigc_TENANT_SECRET</c>, 32 random bytes. Only their SHA-256 is stored, under which they are looked up, so that neither a
/// stolen table nor the time of an answer tells a key. A revoked key is good for a few seconds more in processes that have just seen it.
/// </summary>
public sealed partial class ApiKeys(IRecordStore records, TimeProvider time)
{
    private const string Table = "keys";
    private const int MaxLength = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (Caller? Caller, long At)> _recent = new(StringComparer.Ordinal);

    /// <summary>Makes a key. The returned text is seen this once.</summary>
    /// <exception cref="ProblemException"><c>key-invalid</c> (422).</exception>
    public async Task<string> CreateAsync(string tenant, string name, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken = default)
    {
        if (!Tenant().IsMatch(tenant)) throw new ProblemException("key-invalid", "A tenant is 1 to 40 of [a-z0-9-].", 422);
        if (name.Length is 0 or > 60 || roles.Count == 0) throw new ProblemException("key-invalid", "A key has a name of up to 60 characters and at least one role.", 422);
        var key = $"aigc_{tenant}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        var record = new KeyRecord(name, [.. roles.Distinct()], time.GetUtcNow());
        await records.InsertAsync(Table, tenant, HashOf(key), JsonSerializer.Serialize(record, KeyJson.Default.KeyRecord), cancellationToken);
        return key;
    }

    /// <summary>Null where the key is not good.</summary>
    public async Task<Caller?> AuthenticateAsync(string presented, CancellationToken cancellationToken = default)
    {
        if (presented.Length > MaxLength || Form().Match(presented) is not { Success: true } form) return null;
        var hash = HashOf(presented);
        if (_recent.TryGetValue(hash, out var known) && time.GetElapsedTime(known.At) < Fresh) return known.Caller;
        var tenant = form.Groups["tenant"].Value;
        var stored = await records.GetAsync(Table, tenant, hash, cancellationToken);
        var record = stored is null ? null : JsonSerializer.Deserialize(stored.Json, KeyJson.Default.KeyRecord);
        var caller = record is null ? null : new Caller(tenant, record.Name, record.Roles.ToHashSet());
        if (_recent.Count > 10_000) _recent.Clear();
        _recent[hash] = (caller, time.GetTimestamp());
        return caller;
    }

    public async Task<IReadOnlyList<KeyInfo>> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var page = await records.QueryAsync(Table, tenant, limit: 1_000, cancellationToken: cancellationToken);
        return [.. page.Records.Select(record => Info(record.Key, JsonSerializer.Deserialize(record.Json, KeyJson.Default.KeyRecord)!))];
    }

    /// <param name="id">As listed.</param>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task RevokeAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        var page = await records.QueryAsync(Table, tenant, limit: 1_000, cancellationToken: cancellationToken);
        var key = page.Records.FirstOrDefault(record => record.Key.StartsWith(id, StringComparison.Ordinal) && id.Length == 12) ?? throw new ProblemException("not-found", "There is no such key.", 404);
        await records.DeleteAsync(Table, tenant, key.Key, cancellationToken);
        _recent.TryRemove(key.Key, out _);
    }

    private static KeyInfo Info(string hash, KeyRecord record) => new(hash[..12], record.Name, [.. record.Roles], record.CreatedAt);

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Tenant();

    [GeneratedRegex(@"\Aaigc_(?<tenant>[a-z0-9-]{1,40})_[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <param name="Id">First 12 hex digits of the key's hash.</param>
public sealed record KeyInfo(string Id, string Name, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt);

internal sealed record KeyRecord(string Name, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt);
