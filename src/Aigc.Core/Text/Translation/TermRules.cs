using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Translation;

/// <summary>Which terms of a source have a fixed rendering, and which words must come through untouched.</summary>
internal sealed class TermRules
{
    private const int MaxKept = 30;

    public TermRules(CopyRequest request)
    {
        var source = string.Join('\n', request.Source!.Pieces);
        var product = request.Product;
        Glossary = [.. (request.Rules.Glossary ?? []).Where(term => term.Language == request.Language && source.Contains(term.Term, StringComparison.OrdinalIgnoreCase))];
        Kept = [.. new[] { product.Brand, product.Mpn, product.Gtin, product.Id }.OfType<string>().Concat(request.Rules.DoNotTranslate ?? [])
            .Where(word => word.Length > 1 && source.Contains(word, StringComparison.Ordinal) && Glossary.All(term => term.Term != word)).Distinct().Take(MaxKept)];
    }

    public IReadOnlyList<TermRendering> Glossary { get; }

    public IReadOnlyList<string> Kept { get; }

    public string? Complaint(string translation)
    {
        var wrong = Glossary.Where(term => !translation.Contains(term.Rendering, StringComparison.OrdinalIgnoreCase)).Select(term => $"'{term.Term}' is rendered as '{term.Rendering}'")
            .Concat(Kept.Where(word => !translation.Contains(word, StringComparison.Ordinal)).Select(word => $"'{word}' stays as it is")).ToList();
        return wrong.Count == 0 ? null : $"Mind the terms: {string.Join("; ", wrong)}. Answer with the corrected JSON object alone.";
    }
}
