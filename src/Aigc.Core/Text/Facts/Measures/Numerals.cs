namespace Aigc.Core.Text.Facts.Measures;

/// <summary>Numbers written as words.</summary>
internal static class Numerals
{
    private const string Digits = "零一二三四五六七八九";

    private static readonly Dictionary<string, double> English = new(StringComparer.OrdinalIgnoreCase)
    {
        ["one"] = 1,
        ["single"] = 1,
        ["two"] = 2,
        ["dual"] = 2,
        ["double"] = 2,
        ["twin"] = 2,
        ["three"] = 3,
        ["triple"] = 3,
        ["four"] = 4,
        ["quadruple"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["dozen"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["eighteen"] = 18,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["hundred"] = 100,
        ["thousand"] = 1000,
    };

    /// <summary>Words that are a number and little else: "one" and "single" are said of anything.</summary>
    public static double? OfWord(string word) => English.TryGetValue(word, out var value) ? value : null;

    public static bool IsVague(string word) => word.ToLowerInvariant() is "one" or "single" or "double" or "twin" or "hundred" or "thousand";

    /// <summary>Of Chinese numerals: 四十五 is 45, 两百 is 200, 一万二 is 12,000, 三点五 is 3.5; null where it is none.</summary>
    public static double? OfChinese(string text)
    {
        var point = text.IndexOf('点', StringComparison.Ordinal);
        if (point >= 0) return point > 0 && Whole(text[..point]) is { } whole && Decimals(text[(point + 1)..]) is { } decimals ? whole + decimals : null;
        return Whole(text);
    }

    public static bool IsChinese(char symbol) => Digit(symbol) is not null || Power(symbol) > 0 || symbol is '半' or '双' or '单';

    private static double? Whole(string text)
    {
        if (text is "半") return 0.5;
        if (text is "双") return 2;
        if (text is "单") return 1;
        // A year or a code is written digit by digit: 二零二六.
        if (text.Length > 1 && text.All(symbol => Digit(symbol) is not null)) return text.Aggregate(0.0, (sum, symbol) => (sum * 10) + Digit(symbol)!.Value);
        double total = 0, section = 0;
        double? digit = null;
        double last = 1;
        foreach (var symbol in text)
        {
            if (Digit(symbol) is { } value)
            {
                digit = value;
                continue;
            }
            var power = Power(symbol);
            if (power == 0) return null;
            if (power == 10_000)
            {
                total = (total + section + (digit ?? (section == 0 ? 1 : 0))) * power;
                section = 0;
            }
            else section += (digit ?? 1) * power;
            (digit, last) = (null, power);
        }
        // 一万二 and 两百五 leave their last power out.
        return total + section + ((digit ?? 0) * (digit is not null && last >= 100 && !text.Contains('零') ? last / 10 : 1));
    }

    private static double? Decimals(string text) => text.Length > 0 && text.All(symbol => Digit(symbol) is not null) ? text.Select((symbol, i) => Digit(symbol)!.Value * Math.Pow(10, -i - 1)).Sum() : null;

    private static int? Digit(char symbol) => symbol is '两' ? 2 : symbol is '〇' ? 0 : Digits.IndexOf(symbol, StringComparison.Ordinal) is >= 0 and var value ? value : null;

    private static double Power(char symbol) => symbol switch { '十' => 10, '百' => 100, '千' => 1_000, '万' => 10_000, _ => 0 };
}
