using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Storage;

namespace Aigc.Core.Prompts;

/// <summary>What a tenant says of its categories, brands and markets. Read at most once in five seconds each.</summary>
public sealed class SourceRecords
{
    private const string Table = "promptsources";
    private const string DictionaryKey = "dictionary";
    private const int MaxJson = 400 * 1024;
    private const int MaxKept = 5_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(string Tenant, string Key), (object? Value, long At)> _recent = new();
    private readonly IRecordStore _records;
    private readonly TimeProvider _time;

    public SourceRecords(IRecordStore records, TimeProvider time) => (_records, _time) = (records, time);

    /// <summary>Null where the tenant has none.</summary>
    public Task<AttributeDictionary?> DictionaryAsync(string tenant, CancellationToken cancellationToken = default) => RecentAsync(tenant, DictionaryKey, AigcJson.Default.AttributeDictionary, cancellationToken);

    /// <inheritdoc cref="DictionaryAsync"/>
    public Task<BrandGlossary?> GlossaryAsync(string tenant, string brand, CancellationToken cancellationToken = default) => RecentAsync(tenant, BrandKey(brand), AigcJson.Default.BrandGlossary, cancellationToken);

    /// <inheritdoc cref="DictionaryAsync"/>
    public Task<MarketRules?> MarketAsync(string tenant, string market, CancellationToken cancellationToken = default) => RecentAsync(tenant, MarketKey(market), AigcJson.Default.MarketRules, cancellationToken);

    /// <exception cref="ProblemException"><c>source-invalid</c> (422), <c>changed-meanwhile</c> (412).</exception>
    public Task<string> PutDictionaryAsync(string tenant, AttributeDictionary dictionary, string? ifMatch, CancellationToken cancellationToken = default)
    {
        SourceLimits.Check(dictionary);
        return PutAsync(tenant, DictionaryKey, dictionary, AigcJson.Default.AttributeDictionary, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="PutDictionaryAsync"/>
    public Task<string> PutGlossaryAsync(string tenant, string brand, BrandGlossary glossary, string? ifMatch, CancellationToken cancellationToken = default)
    {
        SourceLimits.Check(glossary);
        return PutAsync(tenant, BrandKey(brand), glossary, AigcJson.Default.BrandGlossary, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="PutDictionaryAsync"/>
    public Task<string> PutMarketAsync(string tenant, string market, MarketRules rules, string? ifMatch, CancellationToken cancellationToken = default)
    {
        SourceLimits.Check(rules);
        return PutAsync(tenant, MarketKey(market), rules, AigcJson.Default.MarketRules, ifMatch, cancellationToken);
    }

    /// <summary>As it is stored now, with its ETag.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public Task<Changed<AttributeDictionary>> CurrentDictionaryAsync(string tenant, CancellationToken cancellationToken = default) => CurrentAsync(tenant, DictionaryKey, AigcJson.Default.AttributeDictionary, cancellationToken);

    /// <inheritdoc cref="CurrentDictionaryAsync"/>
    public Task<Changed<BrandGlossary>> CurrentGlossaryAsync(string tenant, string brand, CancellationToken cancellationToken = default) => CurrentAsync(tenant, BrandKey(brand), AigcJson.Default.BrandGlossary, cancellationToken);

    /// <inheritdoc cref="CurrentDictionaryAsync"/>
    public Task<Changed<MarketRules>> CurrentMarketAsync(string tenant, string market, CancellationToken cancellationToken = default) => CurrentAsync(tenant, MarketKey(market), AigcJson.Default.MarketRules, cancellationToken);

    private static string BrandKey(string brand) => $"brand/{Bounded(brand)}";

    private static string MarketKey(string market) => $"market/{Bounded(market)}";

    private async Task<Changed<T>> CurrentAsync<T>(string tenant, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await _records.GetAsync(Table, tenant, key, cancellationToken) is { } record ? new(JsonSerializer.Deserialize(record.Json, type)!, Tag(record.Json)) : throw new ProblemException("not-found", "There is no such record.", 404);

    private async Task<T?> RecentAsync<T>(string tenant, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        if (_recent.TryGetValue((tenant, key), out var known) && _time.GetElapsedTime(known.At) < Fresh) return (T?)known.Value;
        var at = _time.GetTimestamp();
        var record = await _records.GetAsync(Table, tenant, key, cancellationToken);
        var value = record is null ? null : JsonSerializer.Deserialize(record.Json, type);
        if (_recent.Count > MaxKept) _recent.Clear();
        _recent[(tenant, key)] = (value, at);
        return value;
    }

    private async Task<string> PutAsync<T>(string tenant, string key, T value, JsonTypeInfo<T> type, string? ifMatch, CancellationToken cancellationToken) where T : class
    {
        var json = JsonSerializer.Serialize(value, type);
        if (json.Length > MaxJson) throw new ProblemException("source-invalid", $"At most {MaxJson} characters are kept.", 422);
        var before = await _records.GetAsync(Table, tenant, key, cancellationToken);
        PromptTags.Require(ifMatch, before is null ? "" : Tag(before.Json), before is not null);
        var written = before is null ? await _records.InsertAsync(Table, tenant, key, json, cancellationToken) : await _records.ReplaceAsync(Table, tenant, key, json, before.ETag, cancellationToken);
        _recent.TryRemove((tenant, key), out _);
        return written is null ? throw PromptTags.Changed() : Tag(json);
    }

    // One brand is written in many ways.
    private static string Bounded(string name) => name.Trim() is { Length: > 0 and <= 100 } text ? text.ToLowerInvariant() : throw new ProblemException("source-invalid", "A brand or market has a name of 1 to 100 characters.", 422);

    private static string Tag(string json) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16]}\"";
}
