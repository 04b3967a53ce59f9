using Aigc.Contracts.Models;

namespace Aigc.Core.Text.Gateway;

/// <summary>A model as configured: all that is known of it before it is asked.</summary>
public sealed record ModelDescriptor
{
    /// <summary>Recorded on every result; never an alias.</summary>
    public required string Id { get; init; }
    public required string Provider { get; init; }

    /// <summary>The provider's own name of it: model or deployment.</summary>
    public required string Name { get; init; }
    public required IReadOnlyList<ModelCapability> Capabilities { get; init; }

    /// <summary>Tokens of prompt and answer together.</summary>
    public required int ContextTokens { get; init; }
    public required int MaxOutputTokens { get; init; }

    /// <summary>Name of the tokenizer, such as <c>o200k_base</c>; null: not known.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>What it was tuned from; null: it is no adapter.</summary>
    public AdapterInfo? Adapter { get; init; }

    /// <summary>The base of an adapter, as far as this host knows it: it counts tokens alike.</summary>
    public ModelDescriptor? Base { get; init; }

    /// <summary>By first day, each open until the next.</summary>
    public required IReadOnlyList<ModelPrice> Prices { get; init; }

    /// <summary>Where it computes, as the operator names regions; null: not known.</summary>
    public string? Region { get; init; }
    public bool Aligned { get; init; }
    public string? Filing { get; init; }

    /// <summary>Models that stand in for it, in order.</summary>
    public IReadOnlyList<string> Fallbacks { get; init; } = [];

    /// <summary>It composes in this process: nothing leaves it, nothing is paid.</summary>
    public bool IsOffline => Provider == TextOptions.Offline;

    public bool Can(ModelCapability capability) => Capabilities.Contains(capability);

    /// <exception cref="ProblemException"><c>price-unknown</c> (503): no price holds then, and what it costs is not guessed.</exception>
    public ModelPrice PriceAt(DateTimeOffset at) => FindPrice(at) ?? throw new ProblemException("price-unknown", $"No price of model '{Id}' holds at {at:yyyy-MM-dd}.", 503);

    /// <summary>Null where no price holds then.</summary>
    public ModelPrice? FindPrice(DateTimeOffset at) => Prices.LastOrDefault(price => price.From <= at && (price.Until is not { } until || at < until));
}
