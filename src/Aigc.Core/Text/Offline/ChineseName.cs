using System.Globalization;
using System.Text.RegularExpressions;

namespace Aigc.Core.Text.Offline;

/// <summary>A product's name in Chinese: what it is and what the title says of it are translated, its proper name stays.</summary>
/// <param name="Proper">In the feed's letters: <c>Summit Pro</c>; may be empty.</param>
/// <param name="Kind"><c>双人帐篷</c>; null where the title has no word that the rules know.</param>
internal sealed partial record ChineseName(string Proper, string? Kind)
{
    public static ChineseName Of(ProductFacts facts)
    {
        if (ProductTexts.IsChinese(facts.Name)) return new("", facts.Name);
        if (facts.Noun is not { } noun) return new(facts.Name, null);
        var at = facts.Name.LastIndexOf(noun.English, StringComparison.OrdinalIgnoreCase);
        var (before, after) = (facts.Name[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList(), facts.Name[(at + noun.English.Length)..].Trim());
        var kind = noun.Chinese;
        var measures = Measure().Match(after) is { Success: true } trailing ? trailing.Value : "";
        after = Measure().Replace(after, "").Trim();
        while (before.Count > 0)
        {
            var two = before.Count > 1 ? string.Join(' ', before.TakeLast(2)) : "";
            if (Lexicon.TitleWords.TryGetValue(two, out var chinese)) before.RemoveRange(before.Count - 2, 2);
            else if (Lexicon.TitleWords.TryGetValue(before[^1], out chinese)) before.RemoveAt(before.Count - 1);
            else if (Measure().IsMatch(before[^1]))
            {
                measures = before[^1];
                before.RemoveAt(before.Count - 1);
                continue;
            }
            else break;
            if (!kind.Contains(chinese, StringComparison.Ordinal)) kind = chinese + kind;
        }
        var proper = string.Join(' ', before.Append(after).Where(word => word.Length > 0));
        return new(proper, measures.Length > 0 ? $"{measures.Trim()} {kind}" : kind);
    }

    public string Full(string? brand)
    {
        var own = Own(brand);
        return Kind is null ? own : own.Length == 0 ? Kind : $"{own} {Kind}";
    }

    public string Own(string? brand) => string.Join(' ', new[] { brand is not null && Proper.Contains(brand, StringComparison.OrdinalIgnoreCase) ? null : brand, Proper }.Where(word => !string.IsNullOrEmpty(word)));

    /// <summary>一 to 十 for 1 to 10, digits beyond.</summary>
    public static string Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10 ? "一两三四五六七八九十"[number - 1].ToString() : digits;

    [GeneratedRegex(@"(?<![\w.])\d+(?:\.\d+)?\s?(?:L|l|ml|cl|cm|mm|kg|g)(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Measure();
}
