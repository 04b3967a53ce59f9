using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Terms;
using Aigc.Core.Text.Gaps;

namespace Aigc.Core.Text.Offline;

/// <summary>Attributes between English and Chinese by the vocabulary alone: a pair of which one word is unknown has no translation.</summary>
internal static class AttributeWords
{
    private static readonly Dictionary<string, string> ValuesToChinese = TermLexicon.Shipped.Terms.Where(term => term.Kind != FactKind.Claim).Select(term => (term.English, term.Chinese))
        .Concat(Lexicon.Qualities.Select(pair => (pair.Key, pair.Value))).Concat(Lexicon.Styles.Select(pair => (pair.Key, pair.Value)))
        .Concat([("new", "全新"), ("used", "二手"), ("male", "男"), ("female", "女"), ("unisex", "男女通用"), ("adult", "成人"), ("kids", "儿童"), ("yes", "是"), ("no", "否")])
        .DistinctBy(pair => pair.Item1, StringComparer.OrdinalIgnoreCase).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> ValuesToEnglish = ValuesToChinese.DistinctBy(pair => pair.Value).ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static (string Name, string Value)? ToChinese(string name, string value)
    {
        if (AttributeNames.ChineseOf(name) is not { } chinese) return null;
        var parts = value.Split([", ", "; ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => ToChinese(part)).ToList();
        return parts.Contains(null) ? null : (chinese, string.Join('、', parts));
    }

    public static (string Name, string Value)? ToEnglish(string name, string value)
    {
        if (AttributeNames.IdOf(name) is not { } id || AttributeNames.ChineseOf(name) is null) return null;
        var parts = value.Split(['、', '，', '；', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => IsPlain(part) ? part : ValuesToEnglish.GetValueOrDefault(part)).ToList();
        return parts.Contains(null) ? null : (id, string.Join(", ", parts));
    }

    private static string? ToChinese(string value) => IsPlain(value) ? value : ValuesToChinese.GetValueOrDefault(value) ?? ChinesePhrases.Of(value);

    // Numbers, sizes and codes are the same in both.
    private static bool IsPlain(string value) => value.Length > 0 && (value.All(symbol => !char.IsLetter(symbol)) || value.ToUpperInvariant() is "S" or "M" or "L" or "XS" or "XL" or "XXL" || Facts.Measures.MeasureReader.Read(value) is [{ Start: 0 } one] && one.Length == value.Length);
}
