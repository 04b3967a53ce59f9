namespace Aigc.Testing;

/// <summary>The real product catalogue that may lie beside the checkout.</summary>
public static class Catalogue
{
    /// <summary>The folder with products.csv, found by walking up from the tests; null where there is none.</summary>
    public static string? Folder { get; } = Find(AppContext.BaseDirectory);

    public static string Feed => Path.Combine(Folder ?? throw new InvalidOperationException("There is no catalogue."), "products.csv");

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "catalogue");
            if (File.Exists(Path.Combine(candidate, "products.csv"))) return candidate;
        }

        return null;
    }
}
