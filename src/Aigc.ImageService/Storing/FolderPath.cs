namespace Aigc.ImageService.Storing;

/// <summary>Paths of files that somebody else names.</summary>
internal static class FolderPath
{
    /// <returns>The whole path; null where the name leads out of the folder.</returns>
    public static string? Within(string folder, string name)
    {
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }
}
