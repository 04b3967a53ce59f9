using System.Globalization;
using System.Text.RegularExpressions;
using Aigc.Contracts.Products;

namespace Aigc.Testing.Facts;

/// <summary>Makes labelled cases of grounded copy: one known false fact in each, or a rewording that keeps every fact. The same seed gives the same cases.</summary>
public sealed partial class FactCases(int seed, FactPools pools)
{
    private static readonly string[] Kinds = ["number", "unit", "brand", "material", "claim", "superlative", "model"];
    private readonly Random _random = new(seed);

    /// <summary>One case of each kind that the copy can carry.</summary>
    public IEnumerable<FactCase> False(GroundedCopy copy) => Kinds.Select(kind => False(copy, kind)).OfType<FactCase>();

    public IEnumerable<FactCase> Clean(GroundedCopy copy)
    {
        yield return new(copy.Product, copy.Language, "as-is", copy.Text);
        yield return new(copy.Product, copy.Language, "order", Reordered(copy));
        yield return new(copy.Product, copy.Language, "neutral", Joined(copy, Pick(Words(copy)["neutral"])));
        if (Converted(copy) is { } converted) yield return new(copy.Product, copy.Language, "units", converted);
        if (!IsChinese(copy)) yield return new(copy.Product, copy.Language, "case", CultureInfo.InvariantCulture.TextInfo.ToTitleCase(copy.Text));
        yield return new(copy.Product, copy.Language, "spelling", Respelt(copy.Text));
    }

    private FactCase? False(GroundedCopy copy, string kind) => kind switch
    {
        "unit" => OtherUnit(copy),
        "brand" => OtherBrand(copy),
        "number" => ChangedNumber(copy) ?? Added(copy, kind),
        _ => Added(copy, kind),
    };

    private FactCase? ChangedNumber(GroundedCopy copy)
    {
        var numbers = Number().Matches(copy.Text).ToList();
        if (numbers.Count == 0 || _random.Next(2) == 0) return null;
        var match = Pick(numbers);
        var changed = (decimal.Parse(match.Value, CultureInfo.InvariantCulture) + _random.Next(1, 40)).ToString(CultureInfo.InvariantCulture);
        return Says(copy.Product, changed) ? null : Replaced(copy, "number", match.Index, match.Length, changed);
    }

    private FactCase? OtherUnit(GroundedCopy copy)
    {
        var match = Litres().Match(copy.Text);
        if (!match.Success) return null;
        var units = IsChinese(copy) ? new[] { "加仑", "毫米", "千克", "盎司", "厘米" } : ["gal", "quarts", "kg", "cups", "oz", "inches"];
        return Replaced(copy, "unit", match.Index, match.Length, $"{match.Groups[1].Value} {Pick(units)}");
    }

    private FactCase? OtherBrand(GroundedCopy copy)
    {
        var at = copy.Product.Brand is { } brand ? copy.Text.IndexOf(brand, StringComparison.Ordinal) : -1;
        var name = PickUnsaid(copy, Words(copy)["brand"]);
        if (name is null) return null;
        if (at >= 0 && _random.Next(3) > 0) return Replaced(copy, "brand", at, copy.Product.Brand!.Length, name);
        return Added(copy, "brand", Pick(Words(copy)["maker"]).Replace("{0}", name, StringComparison.Ordinal), name);
    }

    private FactCase? Added(GroundedCopy copy, string kind)
    {
        var words = PickUnsaid(copy, Words(copy)[kind]);
        if (words is null) return null;
        words = words.Replace("{n}", Unsaid(copy.Product).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        words = words.Replace("{code}", $"{(char)('A' + _random.Next(26))}{(char)('A' + _random.Next(26))}{(_random.Next(2) == 0 ? "-" : "")}{_random.Next(100, 9999)}", StringComparison.Ordinal);
        return Added(copy, kind, words, words);
    }

    private static FactCase Added(GroundedCopy copy, string kind, string sentence, string words)
    {
        var text = Joined(copy, sentence);
        return new(copy.Product, copy.Language, kind, text, text.LastIndexOf(words, StringComparison.Ordinal), words.Length);
    }

    private static FactCase Replaced(GroundedCopy copy, string kind, int start, int length, string words) =>
        new(copy.Product, copy.Language, kind, copy.Text[..start] + words + copy.Text[(start + length)..], start, words.Length);

    // The same volume in other words: litres and gallons, 升 and 毫升.
    private string? Converted(GroundedCopy copy)
    {
        var match = Litres().Match(copy.Text);
        if (!match.Success) return null;
        var value = decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var litres = match.Groups[2].Value is "ml" or "毫升" ? value / 1000 : value;
        var forms = IsChinese(copy) ? new[] { $"{litres:0.##} 升", $"{litres * 1000:0} 毫升" } : [$"{litres:0.##} litres", $"{litres * 1000:0} ml", $"{litres * 0.264172m:0.00} gallons", $"{litres * 33.814m:0.#} fl oz"];
        return copy.Text[..match.Index] + string.Create(CultureInfo.InvariantCulture, $"{Pick(forms)}") + copy.Text[(match.Index + match.Length)..];
    }

    private string Reordered(GroundedCopy copy)
    {
        var sentences = SentenceGap().Split(copy.Text).Where(sentence => sentence.Length > 0).ToArray();
        _random.Shuffle(sentences);
        return string.Join(IsChinese(copy) ? "" : " ", sentences);
    }

    private static string Respelt(string text) => text.Replace("gray", "grey", StringComparison.Ordinal).Replace("aluminum", "aluminium", StringComparison.Ordinal).Replace("fiber", "fibre", StringComparison.Ordinal)
        .Replace("lightweight", "light-weight", StringComparison.Ordinal).Replace("waterproof", "water-proof", StringComparison.Ordinal).Replace("，", ", ", StringComparison.Ordinal);

    private static string Joined(GroundedCopy copy, string sentence) => IsChinese(copy) ? $"{copy.Text.TrimEnd('。')}。{sentence}" : $"{copy.Text.TrimEnd('.')}. {sentence}";

    private int Unsaid(Product product)
    {
        while (true)
            if (_random.Next(3, 980) is var number && !Says(product, number.ToString(CultureInfo.InvariantCulture))) return number;
    }

    // "The frame is forged steel.|steel" is false of what is of no steel.
    private string? PickUnsaid(GroundedCopy copy, IReadOnlyList<string> words)
    {
        for (var tries = 0; tries < 20; tries++)
            if (Pick(words).Split('|') is var parts && !Says(copy.Product, parts[^1])) return parts[0];
        return null;
    }

    // What the product says itself is no false fact.
    private static bool Says(Product product, string words) =>
        $"{product.Title} {product.Brand} {product.Description} {product.Price?.Amount} {string.Join(' ', product.Attributes?.Values ?? [])}".Contains(words, StringComparison.OrdinalIgnoreCase);

    private Words Words(GroundedCopy copy) => IsChinese(copy) ? pools.Chinese : pools.English;

    private static bool IsChinese(GroundedCopy copy) => copy.Language.StartsWith("zh", StringComparison.Ordinal);

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    [GeneratedRegex(@"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\w.])(\d+(?:\.\d+)?) ?(L|ml|升|毫升)(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Litres();

    [GeneratedRegex(@"(?<=[.!?])\s+|(?<=。)", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceGap();
}
