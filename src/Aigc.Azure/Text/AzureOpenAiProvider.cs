using System.ClientModel;
using System.ClientModel.Primitives;
using Aigc.Core.Text.Gateway;
using Azure.AI.OpenAI;
using Azure.Identity;
using Microsoft.Extensions.AI;

namespace Aigc.Azure.Text;

/// <summary>Chat deployments of Azure OpenAI; the model's name is the deployment's.</summary>
internal sealed class AzureOpenAiProvider(IHttpClientFactory clients) : IModelProvider
{
    public const string ProviderName = "azure-openai";

    public string Name => ProviderName;

    public string TelemetryName => "azure.ai.openai";

    public string? KeySetting => null;

    public Uri? PublicEndpoint => null;

    public IChatClient Connect(ModelConnection connection) => Connect(connection, Timeout.InfiniteTimeSpan);

    /// <summary>Without a key the host's identity is used.</summary>
    public IChatClient Connect(ModelConnection connection, TimeSpan timeout)
    {
        // The product retries items itself, by type of failure: the client underneath asks once.
        var options = new AzureOpenAIClientOptions
        {
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = timeout,
            Transport = new HttpClientPipelineTransport(clients.CreateClient(ModelHttp.ClientOf(Name))),
        };
        var azure = connection.Key is { Length: > 0 } key
            ? new AzureOpenAIClient(connection.Endpoint, new ApiKeyCredential(key), options)
            : new AzureOpenAIClient(connection.Endpoint, new DefaultAzureCredential(), options);
        return azure.GetChatClient(connection.Model).AsIChatClient();
    }
}
