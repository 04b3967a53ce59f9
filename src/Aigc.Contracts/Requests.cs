using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;

namespace Aigc.Contracts;

/// <summary>A submission as JSON: exactly one of feed URL and products.</summary>
public sealed record BatchRequest
{
    /// <summary>Public http(s) address of a feed.</summary>
    public string? FeedUrl { get; init; }

    /// <summary>Up to 1,000 products.</summary>
    public IReadOnlyList<Product>? Products { get; init; }

    /// <summary>Null: <see cref="RecipeName"/>, or the default recipe.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>A stored recipe; its latest version unless <see cref="RecipeVersion"/> names one.</summary>
    public string? RecipeName { get; init; }
    public int? RecipeVersion { get; init; }
    public string? Label { get; init; }

    /// <summary>The lock of the quote that was decided on; the batch is refused (409) where it holds no more.</summary>
    public string? Quote { get; init; }
}

/// <summary>A submission by queue message.</summary>
/// <param name="Key">The queue's idempotency key: the same one gives the same batch, as over HTTP.</param>
public sealed record BatchMessage(string Tenant, string Key, BatchRequest Batch);

/// <param name="Edits">Only of a review that is approved: the reviewer's own words for some of its slots.</param>
public sealed record DecisionRequest(Verdict Verdict, string? Comment = null, IReadOnlyList<SlotEdit>? Edits = null);

/// <inheritdoc cref="DecisionRequest"/>
public sealed record ReviewDecisionRequest(string ReviewId, Verdict Verdict, string? Comment = null, IReadOnlyList<SlotEdit>? Edits = null);

/// <summary>Up to 1,000 decisions.</summary>
public sealed record BulkDecisionRequest(IReadOnlyList<ReviewDecisionRequest> Decisions);

public sealed record BulkDecisionResult(IReadOnlyList<ReviewDecision> Data);

/// <param name="Products">Number of products in the feed.</param>
/// <param name="CharactersPerProduct">Mean length of what the feed says of one; not needed with a sample.</param>
/// <param name="Sample">Up to 200 products of the feed, drawn at random: their prompts are rendered and counted.</param>
public sealed record QuoteRequest(long Products, Recipe? Recipe = null, double CharactersPerProduct = 600, IReadOnlyList<Product>? Sample = null);

/// <param name="Roles"><c>viewer</c>, <c>operator</c>, <c>reviewer</c>, <c>admin</c>.</param>
public sealed record KeyRequest(string Name, IReadOnlyList<string> Roles);

/// <param name="Key">Shown this once.</param>
public sealed record NewKey(string Key);

public sealed record Health(string Status);
