using System.Collections.Concurrent;
using Aigc.Core.Costs;
using Aigc.Core.Text.Limiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Core.Text.Gateway;

/// <summary>The client of each model, made when it is first asked, with what concerns that one model around it.</summary>
internal sealed class ModelClients(ModelCatalogue catalogue, ModelProviders providers, ModelLimiters limiters, IServiceProvider services) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<IChatClient>> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ProblemException"><c>model-unauthorized</c> (502): the setting that names its key is empty.</exception>
    public IChatClient Of(ModelDescriptor model) => _clients.GetOrAdd(model.Id, _ => new(() => Create(model), LazyThreadSafetyMode.PublicationOnly)).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated)) client.Value.Dispose();
    }

    // Reads top down. What composes in this process is neither limited nor tailored.
    private IChatClient Create(ModelDescriptor model) => model.IsOffline
        ? Paid(services.GetRequiredKeyedService<IChatClient>(TextOptions.Offline))
        : new ChatClientBuilder(Edge(model))
            .Use(inner => new LimitedChat(inner, limiters.Of(model.Id), model.MaxOutputTokens))
            .Use(Paid)
            .Use(inner => new TailoredChat(inner, model))
            .UseOpenTelemetry(services.GetService<ILoggerFactory>(), GatewayMetrics.Source)
            .Build(services);

    // Each model by itself: one that stands in for another has its own price.
    private PaidChat Paid(IChatClient inner) => new(inner, services.GetRequiredService<Spending>(), services.GetRequiredService<Prices>());

    private ProviderEdge Edge(ModelDescriptor model)
    {
        var entry = catalogue.Entry(model.Id);
        var provider = providers.Find(model.Provider);
        var endpoint = entry?.Endpoint ?? provider?.PublicEndpoint;
        var client = entry is null ? services.GetRequiredKeyedService<IChatClient>(model.Provider) : provider!.Connect(new(model.Name, endpoint!, KeyOf(model, entry, provider), model.MaxOutputTokens));
        var metadata = new ChatClientMetadata(provider?.TelemetryName ?? model.Provider, endpoint, model.Name);
        return new(client, metadata, model.Provider, entry?.Timeout ?? new ModelOptions().Timeout, services.GetRequiredService<TimeProvider>());
    }

    private string? KeyOf(ModelDescriptor model, ModelOptions entry, IModelProvider provider)
    {
        if ((entry.Key ?? provider.KeySetting) is not { } setting) return null;
        return services.GetRequiredService<IConfiguration>()[setting] is { Length: > 0 } key ? key : throw new ProblemException(ModelFailures.Unauthorized, $"The setting '{setting}' that holds the key of model '{model.Id}' is empty.", 502);
    }
}
