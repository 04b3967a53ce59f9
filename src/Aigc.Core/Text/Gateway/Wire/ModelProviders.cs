using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Text.Gateway;

/// <summary>The providers that this host has, and what of a model's settings they cannot work with.</summary>
internal sealed class ModelProviders(IEnumerable<IModelProvider> providers, IConfiguration configuration, IServiceProviderIsKeyedService services)
{
    private readonly Dictionary<string, IModelProvider> _providers = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    public IModelProvider? Find(string name) => _providers.GetValueOrDefault(name);

    /// <summary>The offline writer, or a client that the host registers under the name.</summary>
    public bool HasClient(string name) => services.IsKeyedService(typeof(IChatClient), name);

    /// <summary>What is wrong with the settings of a model.</summary>
    public IEnumerable<string> Flaws(ModelOptions model)
    {
        if (Find(model.Provider) is not { } provider)
        {
            yield return $"Provider names '{model.Provider}', which this host does not have. It has: {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}.";
            yield break;
        }
        if (model.Endpoint is null && provider.PublicEndpoint is null) yield return $"Endpoint is missing: '{provider.Name}' has no public one.";
        if ((model.Key ?? provider.KeySetting) is { } setting && string.IsNullOrEmpty(configuration[setting])) yield return $"Key names the setting '{setting}', which is empty.";
    }
}
