using Aigc.Core.Storage;
using Aigc.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Images;

internal static class ImagesServices
{
    public static IServiceCollection AddImages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ImageOptions>().Bind(configuration.GetSection("Aigc:Images")).ValidateDataAnnotations().ValidateOnStart();
        services.AddGuardedHttp(configuration);
        services.AddHttpClient<ImageClient>((provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<ImageOptions>>().Value;
            (http.BaseAddress, http.Timeout) = (options.Endpoint, options.Timeout);
            if (options.Key is { Length: > 0 } key) http.DefaultRequestHeaders.Add("x-api-key", key);
        })
            // A cookie of the ingress belongs to its job: kept for all, it would send everything to one replica.
            .ConfigurePrimaryHttpMessageHandler((handler, _) =>
            {
                if (handler is SocketsHttpHandler sockets) sockets.UseCookies = false;
            });
        services.TryAddSingleton<PaidResults>();
        services.TryAddSingleton<SourceFetcher>();
        services.TryAddSingleton<SourceLibrary>();
        services.TryAddSingleton<PersonPhotos>();
        services.TryAddTransient<PictureMaker>();
        services.TryAddTransient<ImageProducer>();
        return services;
    }
}
