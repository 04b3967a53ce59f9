using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

/// <summary>The batch lanes of this host, by model.</summary>
internal sealed class BatchLanes(IHttpClientFactory clients, IConfiguration configuration, IOptions<LaneOptions> options, IEnumerable<ILaneProvider> providers)
{
    public const string Client = "lanes";

    /// <summary>Null where the model is asked in real time only.</summary>
    public IBatchLane? Find(string model)
    {
        if (!options.Value.Models.TryGetValue(model, out var endpoint)) return null;
        var provider = providers.First(provider => provider.Name == endpoint.Provider);
        var setting = endpoint.Key ?? provider.KeySetting;
        if (configuration[setting] is not { Length: > 0 } key) throw new ProblemException("model-unauthorized", $"The setting '{setting}' that holds the key of the lane of '{model}' is empty.", 502);
        var http = clients.CreateClient(Client);
        http.BaseAddress = endpoint.Endpoint ?? provider.PublicEndpoint;
        return provider.Open(http, key, endpoint.Name ?? model, endpoint);
    }
}
