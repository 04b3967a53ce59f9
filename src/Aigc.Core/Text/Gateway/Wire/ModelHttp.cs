using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Text.Gateway;

/// <summary>How models are reached: connections that live on, no redirects (a key is sent to the address it was given for, and nowhere else), failures in the product's kinds.</summary>
public static class ModelHttp
{
    /// <summary>Largest answer, in bytes.</summary>
    private const int MaxAnswer = 16 * 1024 * 1024;

    /// <summary>Name of the client of a provider, for <see cref="IHttpClientFactory"/>.</summary>
    public static string ClientOf(string provider) => $"aigc.models.{provider}";

    /// <param name="quotaPasses">The provider says "insufficient quota" also where only a rate was passed.</param>
    public static IServiceCollection AddModelHttp(this IServiceCollection services, string provider, bool quotaPasses = false)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(ClientOf(provider), client =>
            {
                // The gateway sets the limits: a stream may be long as long as it goes on.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = MaxAnswer;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // Names are looked up anew now and then; in between connections are kept, which is what a far region needs.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                EnableMultipleHttp2Connections = true,
            })
            .AddHttpMessageHandler(services => new ModelFailureHandler(services.GetRequiredService<TimeProvider>(), quotaPasses));
        return services;
    }
}
