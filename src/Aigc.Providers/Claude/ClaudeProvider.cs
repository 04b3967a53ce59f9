using Aigc.Core.Text.Gateway;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Claude;

/// <summary>Claude over the Messages API, by Anthropic's own package.</summary>
internal sealed class ClaudeProvider(IHttpClientFactory clients) : IModelProvider
{
    public const string ProviderName = "claude";
    public const string UsualKeySetting = "ANTHROPIC_API_KEY";
    public static readonly Uri Address = new("https://api.anthropic.com");

    public string Name => ProviderName;

    public string TelemetryName => "anthropic";

    public string? KeySetting => UsualKeySetting;

    public Uri? PublicEndpoint => Address;

    public IChatClient Connect(ModelConnection connection) => new ClaudeChat(ClientOf(clients.CreateClient(ModelHttp.ClientOf(Name)), connection));

    /// <summary>How a call is said to Claude, and its answer understood, whatever it travels over.</summary>
    public static IChatClient ClientOf(HttpClient http, ModelConnection connection)
    {
        var options = new ClientOptions
        {
            HttpClient = http,
            BaseUrl = connection.Endpoint.ToString().TrimEnd('/'),
            ApiKey = connection.Key,
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return new AnthropicClient(options).AsIChatClient(connection.Model, connection.MaxOutputTokens);
    }
}
