using System.Text;

namespace Aigc.Core.Prompts;

/// <summary>A place in the category tree: levels in lower case with hyphens, joined by slashes. <c>Apparel &gt; Shoes</c> is <c>apparel/shoes</c>.</summary>
internal static class CategoryPath
{
    private const int MaxLevels = 8;
    private const int MaxLevel = 60;

    /// <summary>Empty where the category says nothing.</summary>
    public static string Slug(string? category) => string.Join('/', (category ?? "").Split(['>', '›'], StringSplitOptions.TrimEntries).Select(Level).Where(level => level.Length > 0).Take(MaxLevels));

    /// <summary>The place itself and those above it, deepest first; none for the root.</summary>
    public static IEnumerable<string> Upwards(string? category)
    {
        for (var slug = Slug(category); slug.Length > 0; slug = slug.LastIndexOf('/') is > 0 and var cut ? slug[..cut] : "") yield return slug;
    }

    private static string Level(string name)
    {
        var level = new StringBuilder(Math.Min(name.Length, MaxLevel));
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c)) level.Append(char.ToLowerInvariant(c));
            else if (level.Length > 0 && level[^1] != '-') level.Append('-');
            if (level.Length >= MaxLevel) break;
        }
        return level.ToString().Trim('-');
    }
}
