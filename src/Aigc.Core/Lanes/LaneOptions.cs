using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Lanes;

/// <summary>Batch lanes of providers. Section <c>Aigc:Lanes</c>.</summary>
public sealed class LaneOptions
{
    /// <summary>By model id. A model that is not here is asked in real time only.</summary>
    public Dictionary<string, LaneEndpoint> Models { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests of one file, where that is to be fewer than the provider takes.</summary>
    [Range(1, 100_000)] public int? MostRequests { get; set; }

    /// <summary>Bytes of one file, where that is to be less than the provider takes.</summary>
    [Range(1_000L, 1_000_000_000L)] public long? MostBytes { get; set; }

    /// <summary>Time from handing in to the first look. The next ones are further apart. Default 1 minute.</summary>
    public TimeSpan FirstLook { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time between two looks. Default 10 minutes.</summary>
    public TimeSpan LongestLook { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The provider's own promise: recipes with less time are asked in real time. Default 24 hours.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a cancelled file is waited for before the rest is bought in real time. Default 10 minutes.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Where the batches of a model are handed in.</summary>
public sealed class LaneEndpoint
{
    /// <summary><c>openai</c>: any server with OpenAI's <c>/files</c> and <c>/batches</c>, Azure's among them; <c>claude</c>: Anthropic's message batches. Default <c>openai</c>.</summary>
    public string Provider { get; set; } = OpenAiLanes.ProviderName;

    /// <summary>
    /// Of OpenAI up to and with <c>/v1/</c>: <c>https://api.openai.com/v1/</c>, <c>https://NAME.openai.azure.com/openai/v1/</c>; of Claude without it. Default: the
    /// provider's public one.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Name of the setting that holds the key; never the key itself. Default <c>OPENAI_API_KEY</c> or <c>ANTHROPIC_API_KEY</c>.</summary>
    public string? Key { get; set; }

    /// <summary>OpenAI: the key is sent as <c>api-key</c>, as Azure wants it; else as a bearer token. Default false.</summary>
    public bool ApiKeyHeader { get; set; }

    /// <summary>The provider's own name of the model, or the deployment. Default: the id.</summary>
    public string? Name { get; set; }
}
