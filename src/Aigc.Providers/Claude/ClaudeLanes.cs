using Aigc.Core.Lanes;

namespace Aigc.Providers.Claude;

/// <summary>Claude's message batches, at half the price.</summary>
internal sealed class ClaudeLanes : ILaneProvider
{
    private const string Version = "2023-06-01";

    public string Name => ClaudeProvider.ProviderName;

    public string KeySetting => ClaudeProvider.UsualKeySetting;

    public Uri? PublicEndpoint => ClaudeProvider.Address;

    public IBatchLane Open(HttpClient http, string key, string model, LaneEndpoint settings)
    {
        http.BaseAddress = new(http.BaseAddress!.AbsoluteUri.TrimEnd('/') + "/");
        http.DefaultRequestHeaders.Add("x-api-key", key);
        http.DefaultRequestHeaders.Add("anthropic-version", Version);
        return new ClaudeBatchLane(new(http), new(model));
    }
}
