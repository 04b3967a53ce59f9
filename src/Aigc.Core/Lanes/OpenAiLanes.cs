using System.Net.Http.Headers;

namespace Aigc.Core.Lanes;

/// <summary>OpenAI, Azure OpenAI and whatever server speaks their <c>/files</c> and <c>/batches</c>.</summary>
internal sealed class OpenAiLanes : ILaneProvider
{
    public const string ProviderName = "openai";

    public string Name => ProviderName;

    public string KeySetting => "OPENAI_API_KEY";

    public Uri? PublicEndpoint { get; } = new("https://api.openai.com/v1/");

    public IBatchLane Open(HttpClient http, string key, string model, LaneEndpoint settings)
    {
        if (settings.ApiKeyHeader) http.DefaultRequestHeaders.Add("api-key", key);
        else http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new OpenAiBatchLane(new(http), model);
    }
}
