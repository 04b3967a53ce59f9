using Aigc.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Delivery;

internal static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration("Aigc:Delivery").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<PublicLinks>();
        services.TryAddSingleton<BatchExporter>();
        services.TryAddSingleton<ExportFiles>();
        services.TryAddSingleton<Outbox>();
        services.TryAddSingleton<WebhookEndpoints>();
        services.TryAddSingleton<WebhookSecrets>();
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<OutboxRelay>();
        return services;
    }
}
