using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

internal static class LanesServices
{
    public static IServiceCollection AddLanes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LaneOptions>().Bind(configuration.GetSection("Aigc:Lanes")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(configuration);
        services.AddHttpClient(BatchLanes.Client, http => http.Timeout = TimeSpan.FromMinutes(10))
            // A key is sent to the address it was given for, and nowhere else.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILaneProvider, OpenAiLanes>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LaneOptions>, LaneOptionsCheck>());
        services.TryAddSingleton<BatchLanes>();
        services.TryAddSingleton<LaneAnswers>();
        services.TryAddSingleton<LaneBlobs>();
        services.TryAddSingleton<LaneCollector>();
        services.TryAddSingleton<LaneJobs>();
        services.TryAddSingleton<LaneLedger>();
        services.TryAddSingleton<LanePast>();
        services.TryAddSingleton<LanePolicy>();
        services.TryAddSingleton<LaneRecorder>();
        services.TryAddSingleton<LaneSender>();
        return services;
    }
}
