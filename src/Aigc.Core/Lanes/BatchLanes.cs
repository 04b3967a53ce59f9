using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

/// <summary>The batch lanes of this host, by model.</summary>
internal sealed class BatchLanes(IHttpClientFactory clients, IConfiguration configuration, IOptions<LaneOptions> options)
{
    public const string Client = "lanes";

    /// <summary>Null where the model is asked in real time only.</summary>
    public IBatchLane? Find(string model)
    {
        if (!options.Value.Models.TryGetValue(model, out var endpoint)) return null;
        var http = clients.CreateClient(Client);
        http.BaseAddress = endpoint.Endpoint;
        var key = configuration[endpoint.Key] ?? throw new ProblemException("model-unauthorized", $"The setting '{endpoint.Key}' that holds the key of the lane of '{model}' is empty.", 502);
        if (endpoint.ApiKeyHeader) http.DefaultRequestHeaders.Add("api-key", key);
        else http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new OpenAiBatchLane(http, endpoint.Name ?? model);
    }
}
