using System.Collections.Concurrent;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Core.Storage;

namespace Aigc.Core.Text.Categories;

/// <summary>The category tree of each tenant: its own where it has stored one, else the one that ships.</summary>
public sealed class CategoryStore(IBlobStore blobs, TimeProvider time)
{
    // A tree is read for every product, and changes once a season.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private const int MaxCategories = 20_000;
    private const int MaxPath = 750;
    private readonly ConcurrentDictionary<string, (CategoryTree Tree, DateTimeOffset Until)> _trees = new(StringComparer.Ordinal);

    public async Task<CategoryTreeInfo> GetAsync(string tenant, CancellationToken cancellationToken = default) => (await TreeAsync(tenant, cancellationToken)).Info;

    /// <exception cref="ProblemException"><c>categories-invalid</c> (422).</exception>
    public async Task<CategoryTreeInfo> SaveAsync(string tenant, CategoryTreeInfo tree, CancellationToken cancellationToken = default)
    {
        if (tree.Categories is not { Count: > 0 and <= MaxCategories }) throw Invalid($"A tree has 1 to {MaxCategories} categories.");
        if (tree.Categories.FirstOrDefault(category => category?.Path is not { Length: > 0 and <= MaxPath }) is not null) throw Invalid($"Each category has a path of 1 to {MaxPath} characters.");
        if (tree.Categories.GroupBy(category => category.Path).FirstOrDefault(same => same.Count() > 1) is { } twice) throw Invalid($"The path '{twice.Key}' stands there twice.");
        var own = tree with { Name = "own" };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(own, AigcJson.Default.CategoryTreeInfo));
        await blobs.PutAsync(Paths.Categories(tenant), content, "application/json", cancellationToken);
        _trees.TryRemove(tenant, out _);
        return TreeOf(own).Info;
    }

    internal async Task<CategoryTree> TreeAsync(string tenant, CancellationToken cancellationToken)
    {
        if (_trees.TryGetValue(tenant, out var known) && known.Until > time.GetUtcNow()) return known.Tree;
        var tree = await blobs.ReadJsonAsync(Paths.Categories(tenant), AigcJson.Default.CategoryTreeInfo, cancellationToken) is { } own ? TreeOf(own) : CategoryTree.Shipped;
        _trees[tenant] = (tree, time.GetUtcNow() + Kept);
        return tree;
    }

    // A category without words of its own is told by its name.
    private static CategoryTree TreeOf(CategoryTreeInfo tree) => new(tree.Name, [.. tree.Categories.Select(category =>
    {
        var found = new Category(category.Path, null, category.KeyAttributes ?? [], []);
        return found with { Words = [.. (category.Words is { Count: > 0 } words ? words.Where(word => !string.IsNullOrWhiteSpace(word)) : [found.Name]).Select(word => word.Trim().ToLowerInvariant())] };
    })]);

    private static ProblemException Invalid(string message) => new("categories-invalid", message, 422);
}
