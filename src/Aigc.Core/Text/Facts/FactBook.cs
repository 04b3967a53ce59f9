using System.Text.RegularExpressions;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Facts.Measures;
using Aigc.Core.Text.Facts.Terms;
using Aigc.Core.Text.Injection;

namespace Aigc.Core.Text.Facts;

/// <summary>What a product says of itself, in the forms that copy is held against.</summary>
internal sealed partial class FactBook
{
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
        Folded = string.Concat(All.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
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

    public bool Says(string words) => string.Concat(words.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)) is { Length: > 0 } folded && Folded.Contains(folded, StringComparison.Ordinal);

    private static string? UnitOf(string field) => field.LastIndexOf('_') is >= 0 and var gap && UnitTable.Named(field[(gap + 1)..]) is { } unit ? unit.Symbol : null;

    [GeneratedRegex(@"[\p{L}\p{Nd}&]+(?:['’]\p{L}+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
