using System.ClientModel;
using System.ClientModel.Primitives;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Aigc.Providers.OpenAi;

/// <summary>OpenAI, and whoever speaks its protocol.</summary>
internal sealed class OpenAiProvider(OpenAiDialect dialect, IHttpClientFactory clients) : IModelProvider
{
    public string Name => dialect.Name;

    public string TelemetryName => dialect.TelemetryName;

    public string? KeySetting => dialect.KeySetting;

    public Uri? PublicEndpoint => dialect.Endpoint;

    public IChatClient Connect(ModelConnection connection)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = connection.Endpoint,
            Transport = new HttpClientPipelineTransport(clients.CreateClient(ModelHttp.ClientOf(Name))),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        // The SDK insists on a key; a server that needs none does not look at it.
        var client = new OpenAIClient(new ApiKeyCredential(connection.Key ?? "none"), options);
        return new DialectChat(client.GetChatClient(connection.Model).AsIChatClient(), dialect);
    }
}
