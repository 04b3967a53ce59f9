using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Azure.Identity;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aigc.Azure.Text;

internal static class AzureOpenAiServices
{
    public const string Provider = "azure-openai";

    public static IServiceCollection AddAzureOpenAi(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Aigc:Azure:OpenAI");
        if (!section.Exists()) return services;
        services.AddOptions<AzureOpenAiOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddKeyedSingleton<IChatClient>(Provider, (provider, _) => new NormalisedFailures(Create(provider.GetRequiredService<IOptions<AzureOpenAiOptions>>().Value)));
        return services;
    }

    internal static IChatClient Create(AzureOpenAiOptions options)
    {
        // The product retries items itself, by type of failure: the client underneath asks once.
        var client = new AzureOpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = options.Timeout };
        var azure = options.ApiKey is { Length: > 0 } key
            ? new AzureOpenAIClient(options.Endpoint!, new ApiKeyCredential(key), client)
            : new AzureOpenAIClient(options.Endpoint!, new DefaultAzureCredential(), client);
        return azure.GetChatClient(options.Deployment).AsIChatClient();
    }
}
