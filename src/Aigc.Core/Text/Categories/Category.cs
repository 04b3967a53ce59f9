namespace Aigc.Core.Text.Categories;

/// <param name="Path">From the root, parted by <c> &gt; </c>.</param>
/// <param name="ChinesePath">Null where the tree has none.</param>
/// <param name="Words">Lower case; longer ones say more.</param>
internal sealed record Category(string Path, string? ChinesePath, IReadOnlyList<string> KeyAttributes, IReadOnlyList<string> Words)
{
    public string Name => Path[(Path.LastIndexOf('>') + 1)..].Trim();
}
