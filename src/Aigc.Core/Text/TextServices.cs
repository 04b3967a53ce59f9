using Aigc.Core.Costs;
using Aigc.Core.Prompts;
using Aigc.Core.Storage;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Offline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Text;

internal static class TextServices
{
    public static IServiceCollection AddText(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TextOptions>().Bind(configuration.GetSection("Aigc:Text")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TextOptions>, TextOptionsCheck>());
        services.TryAddSingleton<ModelCatalogue>();
        services.TryAddSingleton<TenantModels>();
        services.TryAddSingleton(provider => new ModelRegistry(provider.GetRequiredService<ModelCatalogue>(), provider.GetRequiredService<TenantModels>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton<IChatClient, RuleBasedWriter>(TextOptions.Offline);
        services.TryAddSingleton<PaidResults>();
        services.TryAddSingleton(Pipeline);
        services.AddCapabilities();
        return services;
    }

    // Reads top down: what was paid for is found before anything is asked.
    private static IChatClient Pipeline(IServiceProvider provider) => new ChatClientBuilder(Provider(provider))
        .Use(inner => new ResultCache(inner, provider.GetRequiredService<PaidResults>()))
        .Use(inner => new ReasoningFilter(inner))
        .Use(inner => new PaidChat(inner, provider.GetRequiredService<Spending>(), provider.GetRequiredService<Prices>()))
        .Build(provider);

    private static IChatClient Provider(IServiceProvider provider)
    {
        var name = provider.GetRequiredService<IOptions<TextOptions>>().Value.Provider;
        return provider.GetKeyedService<IChatClient>(name) ?? throw new InvalidOperationException($"Aigc:Text:Provider names '{name}', which this host does not have.");
    }
}
