using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Net;

public static class NetServices
{
    /// <summary>The named client <see cref="SsrfGuard.ClientName"/> and what fetches through it. May be called by every feature that needs it.</summary>
    public static IServiceCollection AddGuardedHttp(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(SsrfGuard))) return services;
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection("Aigc:Network")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.AddSingleton<SsrfGuard>();
        services.TryAddSingleton<GuardedHttp>();
        services.AddHttpClient(SsrfGuard.ClientName, client => client.DefaultRequestHeaders.UserAgent.ParseAdd("aigc-functions"))
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<SsrfGuard>().CreateHandler());
        return services;
    }
}
