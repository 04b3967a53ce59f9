using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Completions;

internal static class CompletionsServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services)
    {
        services.TryAddSingleton<CompletionBatches>();
        services.TryAddSingleton<CompletionFiles>();
        services.TryAddSingleton<CompletionWriter>();
        return services;
    }
}
