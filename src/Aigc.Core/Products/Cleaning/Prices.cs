using System.Globalization;
using System.Text.RegularExpressions;
using Aigc.Contracts;

namespace Aigc.Core.Products.Cleaning;

/// <summary>Prices as people write them: <c>89.99 USD</c>, <c>$89.99</c>, <c>1.299,00 EUR</c>, <c>￥99</c>.</summary>
internal static partial class Prices
{
    private const decimal Highest = 1_000_000_000_000m;

    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["$"] = "USD",
        ["US$"] = "USD",
        ["€"] = "EUR",
        ["£"] = "GBP",
        ["¥"] = "CNY",
        ["元"] = "CNY",
        ["人民币"] = "CNY",
        ["RMB"] = "CNY",
        ["₹"] = "INR",
        ["₩"] = "KRW",
        ["HK$"] = "HKD",
        ["A$"] = "AUD",
        ["C$"] = "CAD",
    };

    /// <summary>Null where the text is no price, or names no currency and <paramref name="currency"/> is null too.</summary>
    public static Money? Parse(string text, string? currency)
    {
        var match = Price().Match(CharacterFolding.Widths(text).Trim());
        if (!match.Success) return null;
        var named = match.Groups["before"].Value.Trim() is { Length: > 0 } before ? before : match.Groups["after"].Value.Trim();
        var code = named.Length == 0 ? currency?.Trim().ToUpperInvariant() : Symbols.GetValueOrDefault(named.ToUpperInvariant(), named.ToUpperInvariant());
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetterUpper)) return null;
        return decimal.TryParse(Plain(match.Groups["amount"].Value), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= Highest
            ? new Money(amount, code)
            : null;
    }

    // The last separator splits off the decimals, unless it is the only kind and stands before exactly three digits.
    private static string Plain(string amount)
    {
        var digits = amount.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        var last = digits.LastIndexOfAny(['.', ',']);
        if (last < 0) return digits;
        var mixed = digits.Contains('.') && digits.Contains(',');
        var repeated = digits.Count(c => c == digits[last]) > 1;
        var grouping = !mixed && (repeated || (digits[last] == ',' && digits.Length - last == 4));
        var whole = string.Concat(digits[..last].Where(char.IsAsciiDigit));
        return grouping ? whole + digits[(last + 1)..] : $"{whole}.{digits[(last + 1)..]}";
    }

    [GeneratedRegex(@"\A(?<before>[A-Za-z]{0,3}[$€£¥₹₩]|[A-Za-z]{3})?\s*(?<amount>[0-9](?:[0-9.,' ]{0,24}[0-9])?)\s*(?<after>[A-Za-z]{3}|[$€£¥₹₩元]|人民币)?\z")]
    private static partial Regex Price();
}
