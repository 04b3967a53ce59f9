namespace Aigc.Contracts.Items;

/// <summary>Which key attributes products lack, by category.</summary>
/// <param name="Complete">Products that have every key attribute of their category, after completion.</param>
public sealed record GapReport(long Products, long Complete, IReadOnlyList<CategoryGaps> Categories);

/// <param name="Category">Path in the category tree; null: products that no category fits.</param>
public sealed record CategoryGaps(string? Category, long Products, IReadOnlyList<AttributeGap> Attributes);

/// <param name="MissingInFeed">Products whose feed does not give the attribute.</param>
/// <param name="MissingAfter">Of these, products that lack it after completion too.</param>
/// <param name="Examples">Up to five ids of products that lack it after completion.</param>
public sealed record AttributeGap(string Attribute, long MissingInFeed, long MissingAfter, IReadOnlyList<string> Examples)
{
    /// <summary>Of those completed, products whose value was seen in the photo and stands nowhere in their words.</summary>
    public long SeenInImage { get; init; }
}
