using Aigc.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Products;

internal static class ProductsServices
{
    public static IServiceCollection AddProducts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProductsOptions>().Bind(configuration.GetSection("Aigc:Products")).ValidateDataAnnotations().ValidateOnStart();
        services.AddGuardedHttp(configuration);
        services.TryAddSingleton<PageWriter>();
        services.TryAddSingleton<PageReader>();
        services.TryAddSingleton<FeedIngestor>();
        services.TryAddSingleton<FeedFetcher>();
        services.TryAddSingleton<FeedSample>();
        services.TryAddSingleton<InlineProducts>();
        return services;
    }
}
