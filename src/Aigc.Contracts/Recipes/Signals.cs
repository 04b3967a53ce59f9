using Aigc.Contracts.Items;

namespace Aigc.Contracts.Recipes;

/// <summary>What is asked for and what has worked, as the caller knows it. Ideas are suggested from it; it states no fact of any product.</summary>
public sealed record Signals
{
    /// <summary>Up to 200.</summary>
    public IReadOnlyList<TrendTerm> Trends { get; init; } = [];

    /// <summary>Up to 500.</summary>
    public IReadOnlyList<PastResult> Performance { get; init; } = [];
}

/// <summary>A term that people look for.</summary>
/// <param name="Weight">How much, in any unit that all terms share, such as searches a month.</param>
/// <param name="Growth">Of the last period over the one before, as a share of that: 0.25 is a quarter more, -1 is all gone.</param>
/// <param name="Category">Path, or a part of one, that it is for; null: any.</param>
public sealed record TrendTerm(string Term, double Weight = 1, double Growth = 0, string? Category = null);

/// <summary>How a theme, a scene or a title has done.</summary>
/// <param name="Text">As in an idea; of a scene: the name of its background.</param>
/// <param name="Clicks">Not more than impressions.</param>
/// <param name="Conversions">Not more than clicks; null: not counted.</param>
/// <param name="Category">Path, or a part of one, that it was seen in; null: any.</param>
public sealed record PastResult(IdeaKind Kind, string Text, long Impressions, long Clicks, long? Conversions = null, string? Category = null);
