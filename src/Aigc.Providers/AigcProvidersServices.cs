using Aigc.Core.Lanes;
using Aigc.Core.Text.Gateway;
using Aigc.Providers.Claude;
using Aigc.Providers.Gemini;
using Aigc.Providers.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Providers;

/// <summary>Language models beyond Azure. Which of them a host uses is a matter of <c>Aigc:Text:Models</c>.</summary>
public static class AigcProvidersServices
{
    public static IServiceCollection AddAigcProviders(this IServiceCollection services)
    {
        foreach (var dialect in OpenAiDialect.All)
        {
            services.AddModelHttp(dialect.Name, dialect.QuotaPasses);
            services.AddSingleton<IModelProvider>(provider => new OpenAiProvider(dialect, provider.GetRequiredService<IHttpClientFactory>()));
        }
        services.AddModelHttp(ClaudeProvider.ProviderName).AddSingleton<IModelProvider, ClaudeProvider>().AddSingleton<ILaneProvider, ClaudeLanes>();
        services.AddModelHttp(GeminiProvider.ProviderName).AddSingleton<IModelProvider, GeminiProvider>();
        return services;
    }
}
