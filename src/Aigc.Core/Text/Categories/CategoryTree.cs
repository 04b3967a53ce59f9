using Aigc.Contracts;
using Aigc.Contracts.Products;

namespace Aigc.Core.Text.Categories;

/// <summary>Where products belong, and by which words that is told.</summary>
internal sealed class CategoryTree(string name, IReadOnlyList<Category> categories)
{
    private readonly Dictionary<string, Category> _byPath = categories.GroupBy(category => Folded(category.Path)).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    public static CategoryTree Shipped { get; } = new("shipped", [.. WordFile.Read("Categories.categories.tsv").Select(line => new Category(line[0], line[1], WordFile.Parts(line[2]), [.. WordFile.Parts(line[3]).Select(word => word.ToLowerInvariant())]))]);

    public CategoryTreeInfo Info => new(name, [.. categories.Select(category => new CategoryInfo(category.Path, category.KeyAttributes, category.Words))]);

    /// <summary>Null where the tree has no such path; case and spaces make no difference.</summary>
    public Category? Find(string path) => _byPath.GetValueOrDefault(Folded(path));

    public Category? Best(Product product) => Rank(product) is [var best, ..] && best.Confidence >= 0.5 ? best.Category : null;

    /// <summary>The likely ones first, then the others, so that a model always has a choice.</summary>
    public IReadOnlyList<Category> Candidates(Product product, int count) => [.. Rank(product).Select(match => match.Category).Concat(categories).Distinct().Take(count)];

    /// <summary>Categories whose words the product has, best first.</summary>
    public IReadOnlyList<CategoryGuess> Rank(Product product)
    {
        if (product.GoogleProductCategory is { } given && Find(given) is { } stated) return [new(stated, 1, "feed: google_product_category")];
        var scored = categories.Select(category => Score(category, product)).Where(guess => guess.Score > 0).OrderByDescending(guess => guess.Score).ThenBy(guess => guess.Category.Path, StringComparer.Ordinal).Take(5).ToList();
        var all = scored.Sum(guess => guess.Score);
        return [.. scored.Select(guess => new CategoryGuess(guess.Category, Math.Round(guess.Score / (all + 2), 2), guess.Words))];
    }

    // What stands at the end of the title is what the product is; the description mentions many things.
    private static (Category Category, double Score, string Words) Score(Category category, Product product)
    {
        var (score, words) = (0.0, "");
        foreach (var word in category.Words)
        {
            var length = word[0] > '\u2e80' ? word.Length / 2.0 : word.Count(symbol => symbol is ' ' or '-') + 1;
            var title = Has(product.Title, word);
            var found = (title ? 4 * length : 0) + (title && IsHead(product.Title!, word) ? 6 * length : 0) + (Has(product.ProductType, word) ? 2 * length : 0) + (Has(product.Description, word) ? 0.7 * length : 0);
            if (found <= score) continue;
            (score, words) = (found, word);
        }
        return (category, score, words);
    }

    private static bool Has(string? text, string word)
    {
        for (var at = text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) ?? -1; at >= 0; at = text!.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if (word[0] > '\u2e80' || ((at == 0 || !char.IsLetterOrDigit(text![at - 1])) && EndsWord(text!, at + word.Length))) return true;
        return false;
    }

    private static bool EndsWord(string text, int end) => end >= text.Length || !char.IsLetterOrDigit(text[end]) || (text[end] == 's' && (end + 1 >= text.Length || !char.IsLetterOrDigit(text[end + 1])));

    private static bool IsHead(string title, string word) => title.TrimEnd('s', 'S').EndsWith(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase);

    private static string Folded(string path) => string.Concat(path.Where(symbol => !char.IsWhiteSpace(symbol)).Select(char.ToLowerInvariant));
}

/// <param name="Confidence">0 to 1; 1 where the feed itself says so.</param>
/// <param name="Evidence">The words that speak for it.</param>
internal sealed record CategoryGuess(Category Category, double Confidence, string Evidence);
