using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Contracts.Costs;

/// <summary>The same products under several templates or models, side by side. Products times variants are at most 60.</summary>
/// <param name="Products">1 to 20.</param>
/// <param name="Output">The slot, with its limits; its template and model are those of the variants.</param>
/// <param name="Language">Where the slot names none.</param>
/// <param name="Variants">2 to 6.</param>
public sealed record CompareRequest(IReadOnlyList<Product> Products, OutputSpec Output, IReadOnlyList<CompareVariant> Variants, string Language = "en", CopyRules? Rules = null);

/// <param name="Template">Name, <c>name@version</c> or <c>name:label</c>; null: the slot's.</param>
/// <param name="Model">Id or alias; null: the tenant's default.</param>
public sealed record CompareVariant(string Label, string? Template = null, string? Model = null);

public sealed record CompareResult(IReadOnlyList<VariantResult> Variants);

/// <param name="Passed">Answers that kept to their form and rules.</param>
/// <param name="Cost">Of all products, made anew.</param>
/// <param name="MeanMilliseconds">Of the answers that were not found in the store; null where all were.</param>
public sealed record VariantResult(string Label, int Passed, Money Cost, long InputTokens, long OutputTokens, double? MeanMilliseconds, IReadOnlyList<VariantItem> Items);

/// <param name="Prompt">As it was sent.</param>
/// <param name="Passed">The checks of the slot: its form, forbidden words, lengths, whatever its capability checks.</param>
/// <param name="Cost">Made anew; where the result was found in the store nothing was paid.</param>
/// <param name="Milliseconds">Null where the result was found in the store.</param>
public sealed record VariantItem(string ProductId, SlotResult Result, string? Prompt, bool Passed, Money Cost, long InputTokens, long OutputTokens, double? Milliseconds);
