using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aigc.Azure.Text;

internal static class AzureOpenAiServices
{
    /// <summary>The provider for models of <c>Aigc:Text:Models</c>; and the one deployment of <c>Aigc:Azure:OpenAI</c> as a model of the provider's name.</summary>
    public static IServiceCollection AddAzureOpenAi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddModelHttp(AzureOpenAiProvider.ProviderName).AddSingleton<AzureOpenAiProvider>();
        services.AddSingleton<IModelProvider>(provider => provider.GetRequiredService<AzureOpenAiProvider>());
        var section = configuration.GetSection("Aigc:Azure:OpenAI");
        if (!section.Exists()) return services;
        services.AddOptions<AzureOpenAiOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddKeyedSingleton<IChatClient>(AzureOpenAiProvider.ProviderName, (provider, _) => Deployment(provider.GetRequiredService<AzureOpenAiProvider>(), provider.GetRequiredService<IOptions<AzureOpenAiOptions>>().Value));
        return services;
    }

    private static IChatClient Deployment(AzureOpenAiProvider provider, AzureOpenAiOptions options) =>
        provider.Connect(new(options.Deployment, options.Endpoint!, options.ApiKey, maxOutputTokens: int.MaxValue), options.Timeout);
}
