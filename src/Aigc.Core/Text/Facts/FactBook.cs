using System.Text;
using System.Text.RegularExpressions;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Facts.Measures;
using Aigc.Core.Text.Facts.Terms;
using Aigc.Core.Text.Injection;

namespace Aigc.Core.Text.Facts;

/// <summary>What a product says of itself, in the forms that copy is held against.</summary>
internal sealed partial class FactBook
{
    private static readonly HashSet<string> Bare = new(StringComparer.Ordinal) { "the", "and", "for", "with", "your", "you", "all", "any", "every", "from", "against", "away", "that", "this", "its", "are", "was", "has", "than", "more", "most" };

    private const int Short = 4;
    private const char Latin = '\u2e80';

    // Where words begin in the folded text.
    private readonly HashSet<int> _starts = [];

    public FactBook(Product product)
    {
        // What an instruction in the feed says is no fact.
        var trusted = InjectedText.Without(product);
        var texts = ProductTexts.Of(trusted).ToList();
        // A column such as weight_g carries the unit of its value.
        All = string.Join('\n', texts.Select(part => UnitOf(part.Field) is { } unit && part.Text.All(symbol => char.IsDigit(symbol) || symbol is '.' or ',') ? $"{part.Text} {unit}" : part.Text).Append(product.Id));
        Brand = trusted.Brand;
        Measures = [.. MeasureReader.Read(All, vague: true), .. trusted.Price is { } price ? [new Measure(0, 0, (double)price.Amount, UnitTable.Named(price.Currency), 0.01)] : Array.Empty<Measure>()];
        Terms = TermLexicon.Shipped.Find(All).Where(hit => !hit.Denied).Select(hit => hit.Term.Id).ToHashSet(StringComparer.Ordinal);
        Words = Word().Matches(All).Select(match => match.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        Folded = Fold(All);
    }

    public string All { get; }

    public string? Brand { get; }

    public IReadOnlyList<Measure> Measures { get; }

    public IReadOnlySet<string> Terms { get; }

    /// <summary>Every word, lower case.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>Letters and digits alone, lower case.</summary>
    public string Folded { get; }

    public bool Says(Term term) => Terms.Contains(term.Id) || term.BorneOutBy.Any(Terms.Contains);

    /// <summary>Whether the product has these words, written together or apart, from the beginning of a word on; short ones to its end too: "UL" is not said by "useful".</summary>
    public bool Says(string words)
    {
        var folded = string.Concat(words.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
        if (folded.Length == 0) return false;
        for (var at = Folded.IndexOf(folded, StringComparison.Ordinal); at >= 0; at = Folded.IndexOf(folded, at + 1, StringComparison.Ordinal))
            if (_starts.Contains(at) && (folded.Length > Short || _starts.Contains(at + folded.Length))) return true;
        return false;
    }

    /// <summary>Whether each word that carries meaning is one of the product's, in whatever ending: "protects" where it says "protection".</summary>
    public bool SaysWords(string words) => MeantIn(words) is var meant && meant.Any() && meant.All(word => Words.Any(said => IsAlike(word, said)));

    /// <summary>The words that carry meaning, lower case.</summary>
    public static IEnumerable<string> MeantIn(string words) => Word().Matches(words).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length > 2 && !Bare.Contains(word));

    // Letters of Chinese stand for words themselves.
    private string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) continue;
            if (i == 0 || !char.IsLetterOrDigit(text[i - 1]) || text[i] > Latin || text[i - 1] > Latin) _starts.Add(folded.Length);
            folded.Append(char.ToLowerInvariant(text[i]));
        }
        _starts.Add(folded.Length);
        return folded.ToString();
    }

    // The stem is what is left without the longest common endings; short words must agree but for the plural.
    private static bool IsAlike(string word, string said)
    {
        if (TermLexicon.Folded(word) == TermLexicon.Folded(said)) return true;
        var stem = Math.Max(4, Math.Min(word.Length, said.Length) - 2);
        return word.Length >= stem && said.Length >= stem && Math.Abs(word.Length - said.Length) <= 4 && word.AsSpan(0, stem).SequenceEqual(said.AsSpan(0, stem));
    }

    private static string? UnitOf(string field) => field.LastIndexOf('_') is >= 0 and var gap && UnitTable.Named(field[(gap + 1)..]) is { } unit ? unit.Symbol : null;

    [GeneratedRegex(@"[\p{L}\p{Nd}&]+(?:['’]\p{L}+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
