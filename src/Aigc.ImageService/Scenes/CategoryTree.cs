namespace Aigc.ImageService.Scenes;

/// <summary>
/// Categories, each with the one above it. A feed's words are matched to the deepest node that they name: "Sporting Goods > Ski/boarding" is
/// <c>ski</c>, whose parent is <c>winter sports</c>.
/// </summary>
internal sealed class CategoryTree(IReadOnlyDictionary<string, string> parents)
{
    private readonly string[] _nodes = [.. parents.Keys.Concat(parents.Values).Distinct(StringComparer.Ordinal).OrderByDescending(node => node.Length)];

    /// <summary>The node that a category of a feed stands for, then those above it; empty where it names none.</summary>
    public IReadOnlyList<string> PathOf(string? category)
    {
        if (category is null) return [];
        foreach (var part in category.Split('>', StringSplitOptions.TrimEntries).Reverse())
            if (_nodes.FirstOrDefault(node => Names(part, node)) is { } found) return Above(found);
        return [];
    }

    // At the beginning of a word: a keyboard is no board.
    private static bool Names(string part, string node)
    {
        for (var at = part.IndexOf(node, StringComparison.OrdinalIgnoreCase); at >= 0; at = part.IndexOf(node, at + 1, StringComparison.OrdinalIgnoreCase))
            if (at == 0 || !char.IsLetter(part[at - 1])) return true;
        return false;
    }

    // A tree of a file may have a circle in it.
    private List<string> Above(string node)
    {
        var path = new List<string> { node };
        while (parents.TryGetValue(path[^1], out var parent) && !path.Contains(parent)) path.Add(parent);
        return path;
    }
}
