using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Costs;

internal static class CostsServices
{
    public static IServiceCollection AddCosts(this IServiceCollection services, IConfiguration configuration) => services;
}
