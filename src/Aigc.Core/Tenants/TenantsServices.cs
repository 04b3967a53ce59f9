using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Tenants;

internal static class TenantsServices
{
    public static IServiceCollection AddTenants(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Aigc:Limits")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ApiKeys>();
        services.TryAddSingleton<TenantLimits>();
        return services;
    }
}
