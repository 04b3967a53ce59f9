using Aigc.Core.Costs;
using Aigc.Core.Lanes;
using Aigc.Core.Prompts;
using Aigc.Core.Safety;
using Aigc.Core.Storage;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Limiting;
using Aigc.Core.Text.Offline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Text;

internal static class TextServices
{
    public static IServiceCollection AddText(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TextOptions>().Bind(configuration.GetSection("Aigc:Text")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TextOptions>, TextOptionsCheck>());
        services.TryAddSingleton(configuration);
        services.TryAddKeyedSingleton<IChatClient, RuleBasedWriter>(TextOptions.Offline);
        services.TryAddSingleton<ModelCatalogue>();
        services.TryAddSingleton<ModelClients>();
        services.TryAddSingleton<ModelLimiters>();
        services.TryAddSingleton<ModelProviders>();
        services.TryAddSingleton<ModelWatch>();
        services.TryAddSingleton<PaidResults>();
        services.TryAddSingleton<ShownPictures>();
        services.TryAddSingleton<TenantModels>();
        services.TryAddSingleton(provider => new ModelRegistry(provider.GetRequiredService<ModelCatalogue>(), provider.GetRequiredService<TenantModels>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new ModelProbe(provider.GetRequiredService<ModelRegistry>(), provider.GetRequiredService<ModelClients>(), provider.GetRequiredService<ModelWatch>(), provider.GetRequiredService<ModelLimiters>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(Pipeline);
        services.AddCapabilities();
        return services;
    }

    // Reads top down: a name becomes a model, nothing leaves the house or comes back unjudged, what was paid for is found before anything
    // is asked, and whoever can answer is asked; what concerns one model alone is around its own client.
    private static IChatClient Pipeline(IServiceProvider provider) => new ChatClientBuilder(Models)
        .Use(inner => new ResolvedChat(inner, provider.GetRequiredService<ModelRegistry>()))
        .Use(inner => new SafeChat(inner, provider.GetRequiredService<SafetyChecker>(), provider.GetRequiredService<ShownPictures>(), provider.GetRequiredService<ModelRegistry>()))
        .Use(inner => new ResultCache(inner, provider.GetRequiredService<PaidResults>()))
        .Use(inner => new ReasoningFilter(inner))
        .Use(inner => new LaneChat(inner, provider.GetRequiredService<Prices>()))
        .Build(provider);

    private static FailoverChat Models(IServiceProvider provider) =>
        new(provider.GetRequiredService<ModelRegistry>(), provider.GetRequiredService<ModelClients>(), provider.GetRequiredService<ModelWatch>(), provider.GetRequiredService<ILogger<FailoverChat>>());
}
