using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Categories;

namespace Aigc.Core.Text.Gaps;

/// <summary>Counts which key attributes products lack, by category. Memory grows with the tree, not with the products.</summary>
internal sealed class GapCounter(CategoryTree tree)
{
    private const int Examples = 5;
    private readonly Dictionary<string, Counts> _categories = new(StringComparer.Ordinal);
    private long _products;
    private long _complete;

    /// <param name="completed">What was found beyond the feed; null: nothing was looked for.</param>
    /// <returns>What the product lacks, one gap an attribute.</returns>
    public IReadOnlyList<Gap> Add(Product product, IReadOnlyList<AttributeValue>? completed)
    {
        _products++;
        var category = tree.Best(product);
        var key = category?.Path ?? "";
        if (!_categories.TryGetValue(key, out var counts)) _categories[key] = counts = new();
        counts.Products++;
        var gaps = (category is null ? [] : KeyAttributes.MissingIn(product, category)).Select(attribute => new Gap(category!.Path, attribute, completed?.FirstOrDefault(found => AttributeNames.Same(found.Name, attribute)))).ToList();
        foreach (var gap in gaps) counts.Add(gap, product.Id);
        if (category is not null && gaps.TrueForAll(gap => gap.Filled is not null)) _complete++;
        return gaps;
    }

    public GapReport Report() => new(_products, _complete, [.. _categories.OrderByDescending(pair => pair.Value.Products).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Report(pair.Key))]);

    private sealed class Counts
    {
        private readonly Dictionary<string, (long InFeed, long After, long Seen, List<string> Examples)> _attributes = new(StringComparer.Ordinal);

        public long Products { get; set; }

        public void Add(Gap gap, string product)
        {
            var (inFeed, after, seen, examples) = _attributes.GetValueOrDefault(gap.Attribute, (0, 0, 0, []));
            if (gap.Filled is null && examples.Count < Examples) examples.Add(product);
            _attributes[gap.Attribute] = (inFeed + 1, after + (gap.Filled is null ? 1 : 0), seen + (gap.Filled?.Source == AttributeValue.Image ? 1 : 0), examples);
        }

        public CategoryGaps Report(string path) => new(path.Length == 0 ? null : path, Products,
            [.. _attributes.OrderByDescending(pair => pair.Value.After).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new AttributeGap(pair.Key, pair.Value.InFeed, pair.Value.After, pair.Value.Examples) { SeenInImage = pair.Value.Seen })]);
    }
}

/// <param name="Filled">The value that completion found; null: it is missing still.</param>
internal sealed record Gap(string Category, string Attribute, AttributeValue? Filled);
