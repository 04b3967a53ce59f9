using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Core.Storage;

namespace Aigc.Core.Text.Gateway;

/// <summary>Which models each tenant may use, and which it takes by default. A change is good within seconds in every process.</summary>
internal sealed class TenantModels(IRecordStore records, TimeProvider time)
{
    private const string Table = "models";
    private const string Key = "choice";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (TenantChoice Choice, long At)> _recent = new(StringComparer.Ordinal);

    public async Task<TenantChoice> OfAsync(string tenant, CancellationToken cancellationToken)
    {
        if (_recent.TryGetValue(tenant, out var known) && time.GetElapsedTime(known.At) < Fresh) return known.Choice;
        var choice = Parse(await records.GetAsync(Table, tenant, Key, cancellationToken));
        if (_recent.Count > 10_000) _recent.Clear();
        _recent[tenant] = (choice, time.GetTimestamp());
        return choice;
    }

    /// <exception cref="TransientException">Too many change it at once.</exception>
    public async Task<TenantChoice> ChangeAsync(string tenant, Func<TenantChoice, TenantChoice> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var stored = await records.GetAsync(Table, tenant, Key, cancellationToken);
            var changed = change(Parse(stored));
            var json = JsonSerializer.Serialize(changed, TenantChoiceJson.Default.TenantChoice);
            var written = stored is null ? await records.InsertAsync(Table, tenant, Key, json, cancellationToken) : await records.ReplaceAsync(Table, tenant, Key, json, stored.ETag, cancellationToken);
            if (written is null) continue;
            _recent[tenant] = (changed, time.GetTimestamp());
            return changed;
        }

        throw new TransientException("The tenant's models are being changed by too many at once.");
    }

    private static TenantChoice Parse(StoredRecord? record) =>
        record is null ? TenantChoice.None : JsonSerializer.Deserialize(record.Json, TenantChoiceJson.Default.TenantChoice)!;
}

/// <param name="Enabled">What the tenant said of a model, by id; of the others the configuration says it.</param>
/// <param name="Default">Null: that of the configuration.</param>
internal sealed record TenantChoice(IReadOnlyDictionary<string, bool> Enabled, string? Default)
{
    public static readonly TenantChoice None = new(new Dictionary<string, bool>(), null);

    public TenantChoice With(string id, bool enabled) => this with { Enabled = new Dictionary<string, bool>(Enabled) { [id] = enabled } };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TenantChoice))]
internal sealed partial class TenantChoiceJson : JsonSerializerContext;
