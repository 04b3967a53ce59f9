namespace Aigc.Core.Text;

/// <summary>Words that ship with the product as data: tab-separated lines, <c>#</c> before a remark.</summary>
internal static class WordFile
{
    /// <summary>A backstop where a pattern is badly written. It counts real time, which a busy machine takes from a good one as well: hence so long.</summary>
    public static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(30);

    /// <param name="name">Below <c>Text</c>, with dots: <c>Facts.Data.materials.tsv</c>.</param>
    public static IReadOnlyList<string[]> Read(string name)
    {
        using var stream = typeof(WordFile).Assembly.GetManifestResourceStream("Aigc.Core.Text." + name) ?? throw new InvalidOperationException($"The word file '{name}' is not part of the build.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t', StringSplitOptions.TrimEntries))];
    }

    /// <summary>Parts of a cell, parted by <c>|</c>.</summary>
    public static string[] Parts(string cell) => cell.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
