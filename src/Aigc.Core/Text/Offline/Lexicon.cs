using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Terms;

namespace Aigc.Core.Text.Offline;

/// <summary>Words that the rules know, with their Chinese.</summary>
internal static class Lexicon
{
    public static readonly IReadOnlyList<Noun> Nouns = [.. WordFile.Read("Offline.Words.nouns.tsv").Select(line => new Noun(line[0], line[1], WordFile.Parts(line[2]), WordFile.Parts(line[3]), WordFile.Parts(line[4]), WordFile.Parts(line[5]))).OrderByDescending(noun => noun.English.Length)];

    public static readonly IReadOnlyDictionary<string, Part> Parts = WordFile.Read("Offline.Words.parts.tsv").DistinctBy(line => line[0]).ToDictionary(line => line[0], line => new Part(line[1], line.Length > 2 && line[2] == "u"), StringComparer.OrdinalIgnoreCase);
    public static readonly IReadOnlyDictionary<string, string> Modifiers = Pairs("modifiers");
    public static readonly IReadOnlyDictionary<string, string> Purposes = Pairs("purposes");
    public static readonly IReadOnlyDictionary<string, string> Uses = Pairs("uses");
    public static readonly IReadOnlyDictionary<string, string> Styles = Pairs("styles");
    public static readonly IReadOnlyDictionary<string, string> TitleWords = Pairs("title-words");
    public static readonly IReadOnlyDictionary<string, string> Qualities = Pairs("qualities");
    /// <summary>As they stand before a noun: 轻便 of 轻便的背包.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeadingQualities = WordFile.Read("Offline.Words.qualities.tsv").ToDictionary(line => line[0], line => line[2], StringComparer.OrdinalIgnoreCase);
    public static readonly IReadOnlyDictionary<string, Term> Colours = ByEnglish(FactKind.Colour);
    public static readonly IReadOnlyDictionary<string, Term> Materials = ByEnglish(FactKind.Material);

    private static Dictionary<string, string> Pairs(string file) => WordFile.Read($"Offline.Words.{file}.tsv").DistinctBy(line => line[0]).ToDictionary(line => line[0], line => line[1], StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, Term> ByEnglish(FactKind kind) => TermLexicon.Shipped.Terms.Where(term => term.Kind == kind).DistinctBy(term => term.English).ToDictionary(term => term.English, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a product is.</summary>
internal sealed record Noun(string English, string Chinese, IReadOnlyList<string> Synonyms, IReadOnlyList<string> ChineseSynonyms, IReadOnlyList<string> Themes, IReadOnlyList<string> ChineseThemes);

/// <param name="Uncountable">Takes no article: ventilation, insulation.</param>
internal sealed record Part(string Chinese, bool Uncountable);
