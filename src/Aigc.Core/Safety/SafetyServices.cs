using Aigc.Core.Safety.Lexicon;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Safety;

internal static class SafetyServices
{
    public static IServiceCollection AddSafety(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SafetyOptions>().Bind(configuration.GetSection("Aigc:Safety")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ITextModerator, LexiconModerator>();
        services.TryAddSingleton<IImageModerator, BlindImageModerator>();
        services.TryAddSingleton<SafetyPolicy>();
        services.TryAddSingleton<SafetyChecker>();
        return services;
    }
}
