using System.Globalization;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gaps;

namespace Aigc.Core.Choosing;

/// <summary>Measures one factor of a product and holds it against its rule.</summary>
internal static class FactorReader
{
    private const int MostShown = 100;

    public static FactorReading Read(ChoosingRule rule, Product product, SeenPhoto? photo, CategoryTree tree)
    {
        if (Factors.IsOfPhoto(rule.Factor) && photo is null) return new(rule.Factor, rule.Field, null, LimitOf(rule), null);
        var (text, number) = rule.Factor switch
        {
            Factors.MissingAttributes => MissingOf(product, tree),
            Factors.TextLength => Of(TextLength.Of(FieldValues.Text(product, rule.Field!) ?? "")),
            Factors.Photo => (photo!.Outcome, null),
            Factors.PhotoScore => Of(photo!.Score),
            _ => FieldValues.Text(product, rule.Field!) is { } value ? (value, FieldValues.Number(value)) : (null, null),
        };
        return new(rule.Factor, rule.Field, text is null ? null : Cut(text), LimitOf(rule), IsMet(rule, text, number));
    }

    private static bool IsMet(ChoosingRule rule, string? text, double? number)
    {
        if (rule.In is { } values) return text is not null && values.Any(value => Matches(text, value.Trim()));
        return number is { } measured && measured >= (rule.AtLeast ?? double.MinValue) && measured <= (rule.AtMost ?? double.MaxValue);
    }

    // A category is met by what lies beneath it: "Bags" by "Bags > Backpacks".
    private static bool Matches(string text, string value) =>
        text.Trim().StartsWith(value, StringComparison.OrdinalIgnoreCase) && text.Trim()[value.Length..].TrimStart() is "" or ['>', ..];

    private static (string? Text, double? Number) MissingOf(Product product, CategoryTree tree)
    {
        // Where no category fits, nobody knows what is missing.
        if (tree.Best(product) is not { } category) return (null, null);
        var missing = KeyAttributes.MissingIn(product, category).ToList();
        return (missing.Count == 0 ? "0" : $"{missing.Count}: {string.Join(", ", missing)}", missing.Count);
    }

    private static (string? Text, double? Number) Of(int number) => (number.ToString(CultureInfo.InvariantCulture), number);

    private static string LimitOf(ChoosingRule rule) => (rule.In, rule.AtLeast, rule.AtMost) switch
    {
        ({ } values, _, _) => Cut($"one of {string.Join(", ", values)}"),
        (_, { } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
        (_, { } least, _) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"at most {rule.AtMost}"),
    };

    private static string Cut(string text) => text.Length <= MostShown ? text : text[..(char.IsHighSurrogate(text[MostShown - 1]) ? MostShown - 1 : MostShown)] + "…";
}
