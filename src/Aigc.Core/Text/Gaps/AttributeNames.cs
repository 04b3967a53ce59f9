namespace Aigc.Core.Text.Gaps;

/// <summary>One attribute under its many names, English and Chinese.</summary>
internal static class AttributeNames
{
    private static readonly Dictionary<string, string> Ids = WordFile.Read("Gaps.attributes.tsv")
        .SelectMany(line => WordFile.Parts(line[2]).Append(line[0]).Append(line[1]).Select(name => (Name: Folded(name), Id: line[0]))).DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Id);

    private static readonly Dictionary<string, string> Chinese = WordFile.Read("Gaps.attributes.tsv").ToDictionary(line => line[0], line => line[1]);

    private static readonly List<string> Seen = [.. WordFile.Read("Gaps.attributes.tsv").Where(line => line.Length > 3 && line[3] == "seen").Select(line => line[0])];

    /// <summary>Those that a photo may bear out by itself. What it does not show stays unknown: measures, numbers, certificates, what something is made of.</summary>
    public static IReadOnlyList<string> Visible => Seen;

    public static bool CanBeSeen(string name) => Seen.Contains(IdOf(name));

    public static bool Same(string one, string other) => IdOf(one) == IdOf(other);

    public static string IdOf(string name) => Ids.GetValueOrDefault(Folded(name), Folded(name));

    /// <summary>Null where the vocabulary has none.</summary>
    public static string? ChineseOf(string name) => Chinese.GetValueOrDefault(IdOf(name));

    private static string Folded(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
