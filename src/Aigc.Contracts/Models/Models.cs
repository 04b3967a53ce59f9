namespace Aigc.Contracts.Models;

/// <summary>What a model can be asked for.</summary>
public enum ModelCapability
{
    Chat,

    /// <summary>Answers that are JSON, of no promised shape.</summary>
    Json,

    /// <summary>Answers that keep to a JSON Schema.</summary>
    JsonSchema,
    Tools,
    Vision,
    Streaming,

    /// <summary>The provider's own batch lane.</summary>
    Batch,
}

/// <summary>What a model costs over a span of time, in units of the currency of <c>Aigc:Costs</c>.</summary>
/// <param name="BatchFactor">Share of the price that is paid in the provider's batch lane, such as 0.5.</param>
/// <param name="CachedInputPerMillion">For tokens that the provider found in its prefix cache; null: as any other.</param>
/// <param name="Version">Recorded with quotes: another version is another price.</param>
/// <param name="From">First instant it holds.</param>
/// <param name="Until">First instant it holds no more; null: open.</param>
public sealed record ModelPrice(decimal InputPerMillion, decimal OutputPerMillion, decimal BatchFactor, decimal? CachedInputPerMillion, string Version, DateTimeOffset From = default, DateTimeOffset? Until = null);

/// <summary>A model as a tenant sees it. Where it is reached and with which key is the operator's business.</summary>
public sealed record ModelInfo
{
    public required string Id { get; init; }

    /// <summary><c>offline</c>, <c>azure-openai</c>, <c>openai</c>, <c>qwen</c>, <c>gemini</c>, <c>claude</c>, <c>openai-compatible</c>, ...</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own name of it.</summary>
    public required string Name { get; init; }
    public required IReadOnlyList<ModelCapability> Capabilities { get; init; }

    /// <summary>Tokens of prompt and answer together.</summary>
    public required int ContextTokens { get; init; }
    public required int MaxOutputTokens { get; init; }

    /// <summary>What it costs now; null where no price holds now, so that it cannot be used.</summary>
    public ModelPrice? Price { get; init; }
    public string? Region { get; init; }

    /// <summary>Aligned with human values by its maker, as a service to consumers demands.</summary>
    public bool Aligned { get; init; }

    /// <summary>Number under which the model, or the service over it, is filed with the authority.</summary>
    public string? Filing { get; init; }

    /// <summary>What it was tuned from, and on what; null: it is no adapter.</summary>
    public AdapterInfo? Adapter { get; init; }

    /// <summary>Other names that lead to it for this tenant.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The tenant may use it.</summary>
    public required bool Enabled { get; init; }

    /// <summary>It is taken where nothing names a model.</summary>
    public required bool Default { get; init; }
}

/// <summary>A small model's worth of weights on top of a base model, such as a LoRA.</summary>
/// <param name="Base">Id of a configured model, or the name of open weights.</param>
/// <param name="Version">The model's id ends with it, so that every result says which version wrote it.</param>
/// <param name="TrainedOn">Hash of the export that it was trained on, as its summary gives it.</param>
public sealed record AdapterInfo(string Base, string Version, string? TrainedOn, string? Licence);

public sealed record ModelList(IReadOnlyList<ModelInfo> Data);

/// <summary>What an admin changes for the tenant; what is null stays.</summary>
public sealed record ModelChange(bool? Enabled = null, bool? Default = null);

public enum ModelState
{
    /// <summary>Not asked lately.</summary>
    Unknown,
    Healthy,

    /// <summary>It failed lately and is left alone for a while: those that stand in for it answer.</summary>
    Cooling,
    Failing,
}

/// <summary>How a model does, as one host sees it.</summary>
/// <param name="Code">Of the last failure, where it is the later one: <c>model-unauthorized</c>, <c>unavailable</c>, ...</param>
/// <param name="Detail">The same for people.</param>
/// <param name="LatencySeconds">Of the last answer, or of the next part of a stream.</param>
/// <param name="QuotaShare">Of the ceiling that is used now, 0 to 1: below 1 where the provider refused for the rate.</param>
/// <param name="Waiting">Calls that wait for their turn.</param>
public sealed record ModelHealth(string Id, ModelState State, DateTimeOffset? LastSuccess, DateTimeOffset? LastFailure, string? Code, string? Detail, double? LatencySeconds, double QuotaShare, int Waiting);
