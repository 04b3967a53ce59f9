using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;

namespace Aigc.Contracts;

/// <summary>One page of items.</summary>
/// <param name="After">Hand it in as <c>after</c> for the next page; null: this was the last.</param>
public sealed record ItemList(IReadOnlyList<ItemResult> Data, string? After);

/// <inheritdoc cref="ItemList"/>
public sealed record BatchList(IReadOnlyList<Batch> Data, string? After);

/// <inheritdoc cref="ItemList"/>
public sealed record ReviewList(IReadOnlyList<Review> Data, string? After);

public sealed record RecipeList(IReadOnlyList<Recipe> Data);

/// <param name="Data">File names of an export.</param>
public sealed record FileList(IReadOnlyList<string> Data);
