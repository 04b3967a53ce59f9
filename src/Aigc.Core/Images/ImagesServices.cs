using Aigc.Core.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Images;

internal static class ImagesServices
{
    public static IServiceCollection AddImages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGuardedHttp(configuration);
        services.TryAddSingleton<SourceFetcher>();
        return services;
    }
}
