namespace Aigc.Testing.Facts;

/// <summary>
/// False facts and harmless phrases, written apart from the words that the product itself knows. There are four sets without a phrase in common. The guard was
/// tuned on the first; the misses on the second and third have been looked at since they were first run, those on the fourth after its first run.
/// </summary>
public sealed record FactPools(Words English, Words Chinese)
{
    public static FactPools Tuning { get; } = Read("tuning");

    public static FactPools Held { get; } = Read("held");

    public static FactPools Third { get; } = Read("third");

    public static FactPools Fourth { get; } = Read("fourth");

    private static FactPools Read(string set) => new(Words.Read($"{set}-en.txt"), Words.Read($"{set}-zh.txt"));
}

/// <param name="Sections">Phrases by kind: <c>brand</c>, <c>material</c>, <c>claim</c>, <c>superlative</c>, <c>number</c>, <c>model</c>, <c>neutral</c>.</param>
public sealed record Words(IReadOnlyDictionary<string, IReadOnlyList<string>> Sections)
{
    public IReadOnlyList<string> this[string kind] => Sections[kind];

    /// <summary>Lines below <c>[kind]</c>.</summary>
    public static Words Read(string file)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"Facts.{file}")!;
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, List<string>>();
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('[')) sections[line.Trim('[', ']')] = [];
            else if (line[0] != '#') sections.Last().Value.Add(line);
        }
        return new(sections.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value));
    }
}
