using Aigc.Contracts.Products;
using Aigc.Core.Text.Facts;
using Aigc.Core.Text.Offline;

namespace Aigc.Core.Text.Ideas;

/// <summary>What may be said in an idea: the product's own words, in its language and in that of the copy, and what such products are called and used for.</summary>
internal sealed class IdeaWords
{
    private readonly FactBook _said;
    private readonly FactBook _known;

    public IdeaWords(CopyRequest request)
    {
        Facts = new(request.Product);
        var composer = OfflineAnswers.FindComposer(request);
        // What the rules say of the product is said by it, only in the words of the other language.
        List<string> said = composer is null ? [] : [composer.Title(int.MaxValue), .. composer.Points(), .. composer.Attributes().Select(attribute => attribute.Value)];
        _said = BookOf([.. ProductTexts.Of(request.Product).Select(part => part.Text), .. said]);
        var category = request.Tree.Best(request.Product);
        _known = BookOf([Facts.All, .. said, .. composer?.Keywords().Select(keyword => keyword.Text) ?? [], .. category?.Words ?? [], category?.Path ?? "", category?.ChinesePath ?? ""]);
    }

    public FactBook Facts { get; }

    /// <summary>The product itself says so.</summary>
    public bool IsFact(string term) => IsSaid(_said, term);

    /// <summary>The product says so, or it is a word for what it is.</summary>
    public bool IsKnown(string term) => IsSaid(_known, term);

    /// <summary>Words of the term that neither the product nor, where that is enough, its kind has.</summary>
    public IEnumerable<string> StrangeIn(string term, bool ofKind) =>
        (ofKind ? IsKnown(term) : IsFact(term)) ? [] : term.Any(symbol => symbol > '\u2e80') ? [term] : FactBook.MeantIn(term).Where(word => !IsSaid(ofKind ? _known : _said, word));

    /// <summary>Whether a text has a word, in whatever ending.</summary>
    public static bool IsSaid(FactBook text, string words) => text.Says(words) || text.SaysWords(words);

    public static FactBook BookOf(IEnumerable<string> texts) => new(new Product { Id = "", Title = string.Join('\n', texts.Where(text => text.Length > 0)) });
}
