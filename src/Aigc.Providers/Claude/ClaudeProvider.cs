using Aigc.Core.Text.Gateway;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Claude;

/// <summary>Claude over the Messages API, by Anthropic's own package.</summary>
internal sealed class ClaudeProvider(IHttpClientFactory clients) : IModelProvider
{
    public const string ProviderName = "claude";

    public string Name => ProviderName;

    public string TelemetryName => "anthropic";

    public string? KeySetting => "ANTHROPIC_API_KEY";

    public Uri? PublicEndpoint { get; } = new("https://api.anthropic.com");

    public IChatClient Connect(ModelConnection connection)
    {
        var options = new ClientOptions
        {
            HttpClient = clients.CreateClient(ModelHttp.ClientOf(Name)),
            BaseUrl = connection.Endpoint.ToString().TrimEnd('/'),
            ApiKey = connection.Key,
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return new ClaudeChat(new AnthropicClient(options).AsIChatClient(connection.Model, connection.MaxOutputTokens));
    }
}
