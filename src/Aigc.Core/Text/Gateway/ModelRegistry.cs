using Aigc.Contracts.Models;

namespace Aigc.Core.Text.Gateway;

/// <summary>Which model a name means, for whom.</summary>
public sealed class ModelRegistry
{
    private readonly ModelCatalogue _catalogue;
    private readonly TenantModels _tenants;
    private readonly TimeProvider _time;

    internal ModelRegistry(ModelCatalogue catalogue, TenantModels tenants, TimeProvider time)
    {
        _catalogue = catalogue;
        _tenants = tenants;
        _time = time;
    }

    /// <summary>A model by its id, whoever may use it: for prices of results that name it. Null where it is configured no more.</summary>
    public ModelDescriptor? Find(string id) => _catalogue.Find(id);

    /// <summary>The model that a name means for a tenant.</summary>
    /// <param name="idOrAlias">Null: the tenant's default.</param>
    /// <exception cref="ProblemException"><c>unknown-model</c>, <c>model-disabled</c> (422).</exception>
    public async Task<ModelDescriptor> GetAsync(string tenant, string? idOrAlias, CancellationToken cancellationToken = default) =>
        Resolve(await _tenants.OfAsync(tenant, cancellationToken), idOrAlias);

    /// <summary>The models that stand in for it, in order, as far as the tenant may use them.</summary>
    public async Task<IReadOnlyList<ModelDescriptor>> FallbacksAsync(string tenant, ModelDescriptor model, CancellationToken cancellationToken = default)
    {
        if (model.Fallbacks.Count == 0) return [];
        var choice = await _tenants.OfAsync(tenant, cancellationToken);
        return [.. model.Fallbacks.Select(id => _catalogue.Find(id)!).Where(other => IsEnabled(choice, other))];
    }

    internal async Task<bool> IsEnabledAsync(string tenant, ModelDescriptor model, CancellationToken cancellationToken) => IsEnabled(await _tenants.OfAsync(tenant, cancellationToken), model);

    public async Task<IReadOnlyList<ModelInfo>> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var choice = await _tenants.OfAsync(tenant, cancellationToken);
        var names = RetiredNames.All.Concat(_catalogue.Options.Aliases.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => _catalogue.Find(name) is null)
            .ToLookup(name => Candidates(choice, name).FirstOrDefault(model => IsEnabled(choice, model))?.Id);
        return [.. _catalogue.All.OrderBy(model => model.Id, StringComparer.Ordinal).Select(model => Info(choice, model, names[model.Id]))];
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404); <c>model-disabled</c> (422) where the default would be a model that is not enabled.</exception>
    public async Task<ModelInfo> ChangeAsync(string tenant, string id, ModelChange change, CancellationToken cancellationToken = default)
    {
        var model = _catalogue.Find(id) ?? throw new ProblemException("not-found", "There is no such model.", 404);
        await _tenants.ChangeAsync(tenant, before => Changed(before, model, change), cancellationToken);
        return (await ListAsync(tenant, cancellationToken)).Single(info => info.Id == model.Id);
    }

    private TenantChoice Changed(TenantChoice before, ModelDescriptor model, ModelChange change)
    {
        var after = change.Enabled is { } enabled ? before.With(model.Id, enabled) : before;
        if (change.Default is { } wanted) after = after with { Default = wanted ? model.Id : after.Default == model.Id ? null : after.Default };
        return IsEnabled(after, Default(after)) ? after : throw Disabled(Default(after).Id);
    }

    private ModelDescriptor Resolve(TenantChoice choice, string? name)
    {
        if (name is null) return Allowed(choice, Default(choice));
        if (_catalogue.Find(name) is { } model) return Allowed(choice, model);
        var candidates = Candidates(choice, name).ToList();
        if (candidates.Count == 0) throw Unknown(name);
        return candidates.FirstOrDefault(candidate => IsEnabled(choice, candidate)) ?? throw Disabled(candidates[0].Id);
    }

    private ModelDescriptor Default(TenantChoice choice) => (choice.Default is { } own ? _catalogue.Find(own) : null) ?? _catalogue.Find(_catalogue.Default)!;

    // The operator's own order is kept but for the region; among the heirs of a retired name the price decides.
    private IEnumerable<ModelDescriptor> Candidates(TenantChoice choice, string name)
    {
        if (_catalogue.Options.Aliases.TryGetValue(name, out var ids)) return ids.Select(id => _catalogue.Find(id)!).OrderBy(Distance);
        if (RetiredNames.Find(name) is not { } heir) return [];
        var family = _catalogue.All.Where(model => heir.Providers.Contains(model.Provider) && IsEnabled(choice, model)).OrderBy(Distance);
        return (heir.Cheapest ? family.ThenBy(Price) : family.ThenByDescending(Price)).ThenBy(model => model.Id, StringComparer.Ordinal);
    }

    private int Distance(ModelDescriptor model) => _catalogue.Options.Region is not { } here || string.Equals(here, model.Region, StringComparison.OrdinalIgnoreCase) ? 0 : 1;

    private decimal Price(ModelDescriptor model) => model.FindPrice(_time.GetUtcNow())?.OutputPerMillion ?? 0;

    private bool IsEnabled(TenantChoice choice, ModelDescriptor model) => choice.Enabled.TryGetValue(model.Id, out var said) ? said : _catalogue.EnabledByDefault(model.Id);

    private ModelDescriptor Allowed(TenantChoice choice, ModelDescriptor model) => IsEnabled(choice, model) ? model : throw Disabled(model.Id);

    private ModelInfo Info(TenantChoice choice, ModelDescriptor model, IEnumerable<string> aliases) => new()
    {
        Id = model.Id,
        Provider = model.Provider,
        Name = model.Name,
        Capabilities = model.Capabilities,
        ContextTokens = model.ContextTokens,
        MaxOutputTokens = model.MaxOutputTokens,
        Price = model.FindPrice(_time.GetUtcNow()),
        Region = model.Region,
        Aligned = model.Aligned,
        Filing = model.Filing,
        Adapter = model.Adapter,
        Aliases = [.. aliases.Order(StringComparer.Ordinal)],
        Enabled = IsEnabled(choice, model),
        Default = Default(choice).Id == model.Id,
    };

    private static ProblemException Disabled(string id) => new("model-disabled", $"The model '{id}' is not enabled for this tenant.", 422);

    private ProblemException Unknown(string name) =>
        new("unknown-model", $"'{name}' is no configured model and no alias of one. There are: {string.Join(", ", _catalogue.All.Select(model => model.Id).Order(StringComparer.Ordinal))}.", 422);
}
