namespace Aigc.Contracts.Products;

/// <summary>One product of a feed, in Google Merchant Center terms. Text is clean: no HTML, normalised white space.</summary>
public sealed record Product
{
    /// <summary>The merchant's own id, 1 to 50 characters, unique in a feed.</summary>
    public required string Id { get; init; }

    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Link { get; init; }

    /// <summary>Absolute http(s) URL, or a path relative to the media that was handed in with the feed.</summary>
    public string? ImageLink { get; init; }

    public IReadOnlyList<string> AdditionalImageLinks { get; init; } = [];
    public string? Brand { get; init; }
    public Money? Price { get; init; }
    public string? Gtin { get; init; }
    public string? Mpn { get; init; }
    public string? ProductType { get; init; }
    public string? GoogleProductCategory { get; init; }
    public string? ItemGroupId { get; init; }
    public string? Availability { get; init; }
    public string? Condition { get; init; }

    /// <summary>Everything else the feed says: <c>color</c>, <c>size</c>, <c>material</c>, product details, unknown columns. Keys are snake_case.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}
