using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Gemini;

/// <summary>Gemini over its own REST protocol: its maker offers no package for .NET here, and the compatible one hides why an answer was stopped.</summary>
internal sealed class GeminiProvider(IHttpClientFactory clients) : IModelProvider
{
    public const string ProviderName = "gemini";

    public string Name => ProviderName;

    public string TelemetryName => "gcp.gemini";

    public string? KeySetting => "GEMINI_API_KEY";

    public Uri? PublicEndpoint { get; } = new("https://generativelanguage.googleapis.com/v1beta");

    public IChatClient Connect(ModelConnection connection) => new GeminiChat(clients.CreateClient(ModelHttp.ClientOf(Name)), connection);
}
