using System.ComponentModel.DataAnnotations;
using Aigc.Contracts.Models;

namespace Aigc.Core.Text.Gateway;

/// <summary>One model. Section <c>Aigc:Text:Models:ID</c>.</summary>
public sealed class ModelOptions
{
    /// <summary><c>azure-openai</c>, <c>openai</c>, <c>qwen</c>, <c>gemini</c>, <c>claude</c>, <c>openai-compatible</c>, or what the host registers beside them.</summary>
    [Required] public string Provider { get; set; } = "";

    /// <summary>The provider's own name of the model, or its deployment. Default: the id.</summary>
    public string? Name { get; set; }

    /// <summary>Default: the provider's public address, where it has one.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Name of the setting (environment variable or secret) that holds the key; never the key itself. Default: that of the provider, such as <c>OPENAI_API_KEY</c>.</summary>
    [RegularExpression("^[A-Za-z_][A-Za-z0-9_:-]{0,127}$", ErrorMessage = "Key is the name of a setting that holds the key, not the key itself.")]
    public string? Key { get; set; }

    /// <summary>Default: chat, JSON, JSON Schema, tools and streaming.</summary>
    public List<ModelCapability>? Capabilities { get; set; }

    /// <summary>Tokens of prompt and answer together. Default 128,000.</summary>
    [Range(256, 100_000_000)] public int ContextTokens { get; set; } = 128_000;

    /// <summary>Default 4,096 tokens.</summary>
    [Range(1, 10_000_000)] public int MaxOutputTokens { get; set; } = 4_096;

    /// <summary>What it costs, and from when to when. Default: the price list of <c>Aigc:Costs</c>.</summary>
    public List<PriceSpan> Prices { get; set; } = [];

    /// <summary>Requests a minute that the provider allows: the hard ceiling. Default 3,000.</summary>
    [Range(1, 100_000_000)] public int RequestsPerMinute { get; set; } = 3_000;

    /// <summary>Tokens a minute that the provider allows: the hard ceiling. Null: no such limit.</summary>
    [Range(1, 1_000_000_000_000)] public long? TokensPerMinute { get; set; }

    /// <summary>Calls under way at once, for servers whose limit that is. Default 256.</summary>
    [Range(1, 100_000)] public int Concurrency { get; set; } = 256;

    /// <summary>Where it computes; a model in the host's own region is preferred.</summary>
    public string? Region { get; set; }

    /// <summary>Aligned with human values by its maker. Default false.</summary>
    public bool Aligned { get; set; }

    /// <summary>Number of the filing with the authority.</summary>
    public string? Filing { get; set; }

    /// <summary>Such as <c>o200k_base</c>.</summary>
    public string? Tokenizer { get; set; }

    /// <summary>It is an adapter of a base model, which its server serves under <see cref="Name"/>; null: it is a model of its own.</summary>
    public AdapterOptions? Adapter { get; set; }

    /// <summary>Ids of models that stand in for it, in order.</summary>
    public List<string> Fallbacks { get; set; } = [];

    /// <summary>Longest wait for an answer; of a stream, for its next part. Default 100 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether tenants have it that said nothing. Default true.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>A price of a model, in the currency of <c>Aigc:Costs</c>.</summary>
public sealed class PriceSpan
{
    /// <summary>First day, in UTC. Default: since ever.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day it holds no more. Default: until the next begins.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Per million tokens read.</summary>
    [Range(0, 10_000)] public decimal InputPerMillion { get; set; }

    /// <summary>Per million tokens written.</summary>
    [Range(0, 10_000)] public decimal OutputPerMillion { get; set; }

    /// <summary>Per million tokens read from the provider's prefix cache. Default: as any other.</summary>
    [Range(0, 10_000)] public decimal? CachedInputPerMillion { get; set; }

    /// <summary>Share that is paid in the provider's batch lane. Default 1.</summary>
    [Range(0, 1)] public decimal BatchFactor { get; set; } = 1;
}
