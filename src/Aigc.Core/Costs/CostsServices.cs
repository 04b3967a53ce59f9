using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Costs;

internal static class CostsServices
{
    public static IServiceCollection AddCosts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PriceOptions>().Bind(configuration.GetSection("Aigc:Costs")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<Prices>();
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton(provider => new Quoter(provider.GetRequiredService<Prices>()));
        return services;
    }
}
