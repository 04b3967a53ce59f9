using System.Globalization;
using System.Text.RegularExpressions;
using Aigc.Core.Products.Cleaning;

namespace Aigc.Core.Text.Facts.Measures;

/// <summary>Finds the numbers of a text: digits, English words, Chinese numerals before a unit or a measure word.</summary>
internal static partial class MeasureReader
{
    // What Chinese counts things with; a numeral before anything else is mostly part of a word.
    private const string MeasureWords = "个|件|条|只|款|副|双|对|套|把|顶|块|张|台|部|支|根|枚|颗|粒|片|层|人|季|段|档|级|种|色|口袋|隔层|格|孔|扇|面|合|代|位|名|件套|头|轮|速|区|折|股|芯|卷|包|盒|瓶|箱|组|寸屏|重";

    /// <summary>In the order of the text.</summary>
    /// <param name="vague">Words such as "twin" and "single" as well, which are as often no numbers: for facts, not for claims.</param>
    public static IReadOnlyList<Measure> Read(string text, bool vague = false)
    {
        var plain = CharacterFolding.Widths(text);
        var found = new List<Measure>();
        // The 千 of 310 千克 belongs to the unit of the number before it.
        foreach (Match match in Number().Matches(plain))
            if (found.Count == 0 || match.Index >= found[^1].Start + found[^1].Length) Add(found, plain, match, vague);
        return Ranged(found, plain);
    }

    private static void Add(List<Measure> found, string text, Match match, bool vague)
    {
        var (start, end) = (match.Index, match.Index + match.Length);
        if (match.Groups["code"].Success) return;
        if (match.Groups["digits"].Success)
        {
            var written = match.Groups["digits"].Value;
            var (value, step) = Parse(written);
            Add(found, text, start, end, value, step, Before(text, start));
            return;
        }
        if (match.Groups["word"].Success)
        {
            var unit = Gap().Match(text, end) is { } gap ? UnitTable.At(text, end + gap.Length) : null;
            // "One" is mostly no number; "one litre" is.
            if (unit is null && !vague && Numerals.IsVague(match.Value)) return;
            Add(found, text, start, end, Numerals.OfWord(match.Value)!.Value, 1, null);
            return;
        }
        if (Numerals.OfChinese(match.Value) is { } chinese) AddChinese(found, text, start, end, chinese);
    }

    private static void AddChinese(List<Measure> found, string text, int start, int end, double value)
    {
        var unit = UnitTable.At(text, end);
        // 一款 and 一个 are articles; 一年 and 一升 are measures. 两 is both a numeral and 50 g: a unit has a numeral before it.
        if (unit is { Unit.Symbol: not ("度" or "x") } && !(value == 1 && unit.Value.Unit.Symbol is "d")) Add(found, text, start, end, value, 1, null);
        else if (value is not 1 && Counted().Match(text, end).Success) found.Add(new(start, end - start, value, null, 1));
    }

    private static void Add(List<Measure> found, string text, int start, int end, double value, double step, (Unit Unit, int Start)? before)
    {
        var gap = Gap().Match(text, end).Length;
        var after = UnitTable.At(text, end + gap);
        if (after is { } unit && IsUnit(text, end, gap, unit)) found.Add(new(start, end + gap + unit.Length - start, value, unit.Unit, step));
        else if (before is { } currency) found.Add(new(currency.Start, end - currency.Start, value, currency.Unit, step));
        else found.Add(new(start, end - start, value, null, step));
    }

    // "2 in 1" is no length, "2 d" and "3 a" are no days and amperes: a letter alone is a unit only where it adjoins its number or is a capital.
    private static bool IsUnit(string text, int end, int gap, (Unit Unit, int Length) unit)
    {
        var name = text.Substring(end + gap, unit.Length);
        if (name is "in") return !(text.AsSpan(end + gap + unit.Length).TrimStart() is { Length: > 0 } rest && (char.IsLetter(rest[0]) || char.IsDigit(rest[0])));
        if (name is "x" or "times" or "d" or "t") return false;
        return name.Length > 1 || gap == 0 || !char.IsAsciiLetterLower(name[0]) || name is "g" or "m" or "l";
    }

    private static (Unit Unit, int Start)? Before(string text, int start)
    {
        var at = start > 0 && text[start - 1] == ' ' ? start - 1 : start;
        foreach (var length in new[] { 3, 1 })
            if (at >= length && UnitTable.Named(text.Substring(at - length, length)) is { Symbol.Length: 3 } unit && unit.Dimension is "usd" or "eur" or "gbp" or "cny") return (unit, at - length);
        return at >= 1 && text[at - 1] == '$' && UnitTable.Named("USD") is { } dollar ? (dollar, at - 1) : null;
    }

    // "3-5 mm" and "20 x 30 cm" give all their numbers the one unit.
    private static List<Measure> Ranged(List<Measure> found, string text)
    {
        for (var i = found.Count - 2; i >= 0; i--)
        {
            var (one, next) = (found[i], found[i + 1]);
            if (one.Unit is null && next.Unit is not null && Between().IsMatch(text[(one.Start + one.Length)..next.Start])) found[i] = one with { Unit = next.Unit };
        }
        return found;
    }

    // 1,200 is grouped; 1,5 is a decimal comma.
    private static (double Value, double Step) Parse(string written)
    {
        var plain = Grouped().IsMatch(written) ? written.Replace(",", "", StringComparison.Ordinal) : written.Replace(',', '.');
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var step = point < 0 ? 1 : Math.Pow(10, -(plain.Length - point - 1));
        return (double.Parse(plain, CultureInfo.InvariantCulture), step);
    }

    [GeneratedRegex(@"(?<code>(?<![\w.])(?:[A-Za-z]+[-.]?\d[\w.-]*))|(?<digits>(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.])\d+(?:[.,]\d+)?)|(?<word>\b(?:one|single|two|dual|double|twin|three|triple|four|quadruple|five|six|seven|eight|nine|ten|eleven|twelve|dozen|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b)|(?<chinese>[零〇一二两三四五六七八九十百千万]+(?:点[零〇一二三四五六七八九]+)?|[双单半])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\G[ \u00a0-]?", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    [GeneratedRegex($@"\G(?:{MeasureWords})", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();

    [GeneratedRegex(@"^\s*(?:-|–|—|~|～|至|到|to|x|×|\*|by|/)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
