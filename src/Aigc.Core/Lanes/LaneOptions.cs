using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Lanes;

/// <summary>Batch lanes of providers. Section <c>Aigc:Lanes</c>.</summary>
public sealed class LaneOptions
{
    /// <summary>By model id. A model that is not here is asked in real time only.</summary>
    public Dictionary<string, LaneEndpoint> Models { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests of one file. Default 50,000, what OpenAI takes.</summary>
    [Range(1, 100_000)] public int MostRequests { get; set; } = 50_000;

    /// <summary>Bytes of one file. Default 190 MB, a little under what OpenAI takes.</summary>
    [Range(1_000, 1_000_000_000)] public long MostBytes { get; set; } = 190_000_000;

    /// <summary>Time from handing in to the first look. The next ones are further apart. Default 1 minute.</summary>
    public TimeSpan FirstLook { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time between two looks. Default 10 minutes.</summary>
    public TimeSpan LongestLook { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The provider's own promise: recipes with less time are asked in real time. Default 24 hours.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a cancelled file is waited for before the rest is bought in real time. Default 10 minutes.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Where the files and batches of a model are handed in: any server with OpenAI's <c>/files</c> and <c>/batches</c>.</summary>
public sealed class LaneEndpoint
{
    /// <summary>Up to and with <c>/v1/</c>: <c>https://api.openai.com/v1/</c>, <c>https://NAME.openai.azure.com/openai/v1/</c>.</summary>
    [Required] public Uri? Endpoint { get; set; }

    /// <summary>Name of the setting that holds the key; never the key itself. Default <c>OPENAI_API_KEY</c>.</summary>
    [Required] public string Key { get; set; } = "OPENAI_API_KEY";

    /// <summary>The key is sent as <c>api-key</c>, as Azure wants it; else as a bearer token. Default false.</summary>
    public bool ApiKeyHeader { get; set; }

    /// <summary>The provider's own name of the model, or the deployment. Default: the id.</summary>
    public string? Name { get; set; }
}
