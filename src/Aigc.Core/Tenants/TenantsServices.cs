using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Tenants;

internal static class TenantsServices
{
    public static IServiceCollection AddTenants(this IServiceCollection services, IConfiguration configuration) => services;
}
