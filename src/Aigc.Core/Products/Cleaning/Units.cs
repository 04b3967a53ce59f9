using System.Text.RegularExpressions;

namespace Aigc.Core.Products.Cleaning;

/// <summary>Measures in attribute values in one form: <c>10CM</c> and <c>10 Cm</c> become <c>10 cm</c>.</summary>
internal static partial class Units
{
    private static readonly Dictionary<string, string> Symbols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mm"] = "mm",
        ["cm"] = "cm",
        ["km"] = "km",
        ["ml"] = "ml",
        ["cl"] = "cl",
        ["mg"] = "mg",
        ["kg"] = "kg",
        ["oz"] = "oz",
        ["lb"] = "lb",
        ["lbs"] = "lb",
        ["inch"] = "in",
        ["inches"] = "in",
        ["ltr"] = "l",
        ["litre"] = "l",
        ["liter"] = "l",
        ["litres"] = "l",
        ["liters"] = "l",
        ["gram"] = "g",
        ["grams"] = "g",
        ["mah"] = "mAh",
        ["wh"] = "Wh",
        ["khz"] = "kHz",
        ["mhz"] = "MHz",
        ["ghz"] = "GHz",
        ["kw"] = "kW",
        ["毫米"] = "mm",
        ["厘米"] = "cm",
        ["毫升"] = "ml",
        ["千克"] = "kg",
        ["公斤"] = "kg",
        ["克"] = "g",
    };

    public static string Normalise(string value) => Measure().Replace(CharacterFolding.Widths(value), match => $"{match.Groups[1].Value} {Symbols[match.Groups[2].Value]}");

    [GeneratedRegex(@"(?<![\p{L}\d.,])(\d+(?:[.,]\d+)?)\s*(mm|cm|km|ml|cl|mg|kg|oz|lbs|lb|inches|inch|ltr|litres|liters|litre|liter|grams|gram|mah|wh|khz|mhz|ghz|kw|毫米|厘米|毫升|千克|公斤|克)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Measure();
}
