using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Contracts;

/// <summary>One capability for one product (answered at once) or for up to 1,000 (becomes a batch).</summary>
public sealed record GenerateRequest
{
    public Product? Product { get; init; }
    public IReadOnlyList<Product>? Products { get; init; }

    /// <summary>BCP 47 tag; null: <c>en</c>. Of a translation: the language that is translated into.</summary>
    public string? Language { get; init; }

    /// <summary>What a translation works on, out of the product itself: <c>title</c>, <c>highlights</c>, <c>description</c> or <c>attributes</c>; null: <c>title</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>As in a recipe.</summary>
    public string? Channel { get; init; }

    /// <summary>As in a recipe's output: template, model, lengths, count, ad channel. Its slot is given by the capability.</summary>
    public string? Template { get; init; }
    public string? Model { get; init; }
    public int? MaxLength { get; init; }
    public int? Count { get; init; }
    public string? AdChannel { get; init; }
    public CopyRules? Rules { get; init; }

    /// <summary>As in a recipe; for ideas.</summary>
    public Signals? Signals { get; init; }
}

/// <param name="Slot">The slot of a recipe that it fills.</param>
/// <param name="Template">The prompt template that it uses where none is named.</param>
public sealed record CapabilityInfo(string Name, string Does, string Slot, string Template);

public sealed record CapabilityList(IReadOnlyList<CapabilityInfo> Data);

/// <summary>The category tree that a tenant's products are sorted into.</summary>
/// <param name="Name"><c>shipped</c>, or <c>own</c> where the tenant has stored one.</param>
public sealed record CategoryTreeInfo(string Name, IReadOnlyList<CategoryInfo> Categories);

/// <param name="Path">From the root, parted by <c> &gt; </c>.</param>
/// <param name="KeyAttributes">Names of attributes that a product of this category should have.</param>
/// <param name="Words">Words that speak for the category, English and Chinese.</param>
public sealed record CategoryInfo(string Path, IReadOnlyList<string> KeyAttributes, IReadOnlyList<string> Words);
