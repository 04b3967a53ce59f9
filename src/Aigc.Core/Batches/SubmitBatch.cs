using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Batches;

/// <summary>A feed that lies in the blob store, and what to make of it.</summary>
public sealed record SubmitBatch
{
    public required string Tenant { get; init; }
    public required FeedRef Feed { get; init; }
    public required Recipe Recipe { get; init; }

    /// <summary>The caller's name for this submission: the same key gives the same batch.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Hash of what was submitted (feed bytes or URL, recipe, label): the same key with another hash is refused.</summary>
    public string? PayloadHash { get; init; }

    public string? Label { get; init; }

    /// <summary>Lock of the quote that was decided on; null: none was asked for.</summary>
    public string? Quote { get; init; }
}
