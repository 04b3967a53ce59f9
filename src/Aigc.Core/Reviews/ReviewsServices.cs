using Aigc.Core.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Reviews;

internal static class ReviewsServices
{
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<ReviewDesk>();
        services.TryAddSingleton<GateDesk>();
        services.TryAddSingleton<WebhookSecrets>();
        services.TryAddSingleton<ApprovalTokens>();
        services.TryAddSingleton<ApprovalWebhooks>();
        services.TryAddSingleton<Reminders>();
        return services;
    }
}
