using System.Globalization;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Recipes;
using Aigc.Core.Storage;

namespace Aigc.Core.Recipes;

/// <summary>Recipes of a tenant by name. A stored version never changes; saving makes the next one.</summary>
public sealed class RecipeStore(IRecordStore records)
{
    private const string Table = "recipes";
    private const int MaxTries = 50;

    /// <summary>The new version; with the same content as the latest one, that one.</summary>
    public async Task<int> SaveAsync(string tenant, Recipe recipe, CancellationToken cancellationToken = default)
    {
        var latest = await GetAsync(tenant, recipe.Name, null, cancellationToken);
        if (latest is not null && Serialize(latest) == Serialize(recipe with { Version = latest.Version })) return latest.Version;
        var version = latest?.Version ?? 0;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            version++;
            if (await records.InsertAsync(Table, tenant, Key(recipe.Name, version), Serialize(recipe with { Version = version }), cancellationToken) is not null) return version;
        }

        throw new TransientException($"Recipe '{recipe.Name}' is being saved by too many at once.");
    }

    /// <summary>Null where there is none.</summary>
    /// <param name="version">Null: the latest.</param>
    public async Task<Recipe?> GetAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default)
    {
        if (name.Length is 0 or > 40) return null;
        if (version is { } wanted) return wanted > 0 && await records.GetAsync(Table, tenant, Key(name, wanted), cancellationToken) is { } record ? Deserialize(record) : null;
        // Keys count down, so that the latest version is the first record of its name.
        var page = await records.QueryAsync(Table, tenant, $"{name}/", $"{name}0", 1, null, cancellationToken);
        return page.Records is [var latest, ..] ? Deserialize(latest) : null;
    }

    /// <summary>The latest version of each recipe, by name.</summary>
    public async Task<IReadOnlyList<Recipe>> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var recipes = new List<Recipe>();
        string? from = null;
        while ((await records.QueryAsync(Table, tenant, from, null, 1, null, cancellationToken)).Records is [var latest, ..])
        {
            recipes.Add(Deserialize(latest));
            from = $"{recipes[^1].Name}0";
        }

        return recipes;
    }

    private static string Key(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}/{int.MaxValue - version:D10}");
    private static string Serialize(Recipe recipe) => JsonSerializer.Serialize(recipe, AigcJson.Default.Recipe);
    private static Recipe Deserialize(StoredRecord record) => JsonSerializer.Deserialize(record.Json, AigcJson.Default.Recipe)!;
}
