using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What may stand in the records that prompts are filled from: names and numbers are bounded, nothing is null.</summary>
internal static partial class SourceLimits
{
    public static void Check(AttributeDictionary dictionary)
    {
        var categories = dictionary.Categories ?? throw Invalid("$.categories", "is required");
        if (categories.Count > 2_000) throw Invalid("$.categories", "has at most 2,000 entries");
        for (var i = 0; i < categories.Count; i++)
        {
            if (categories[i]?.Attributes is not { Count: <= 200 } attributes) throw Invalid($"$.categories[{i}].attributes", "is a list of up to 200 attributes");
            if (categories[i].Category is { } category && CategoryPath.Slug(category).Length == 0) throw Invalid($"$.categories[{i}].category", "is a path such as 'Apparel > Shoes'");
            for (var j = 0; j < attributes.Count; j++)
                if (attributes[j]?.Name is null || !Name().IsMatch(attributes[j].Name) || !Texts(attributes[j].Values, 500, 200)) throw Invalid($"$.categories[{i}].attributes[{j}]", "has a name of a-z, 0-9 and _, and up to 500 values");
        }
    }

    public static void Check(BrandGlossary glossary)
    {
        if (glossary.Terms is not { Count: <= 2_000 } terms) throw Invalid("$.terms", "is a list of up to 2,000 terms");
        for (var i = 0; i < terms.Count; i++)
            if (terms[i]?.Term is not { Length: > 0 and <= 200 } || terms[i].Translations?.Count > 50 || terms[i].Translations?.Values.Any(word => word is not { Length: > 0 and <= 200 }) == true || terms[i].Note?.Length > 500)
                throw Invalid($"$.terms[{i}]", "has a term of 1 to 200 characters, and translations of as many");
        if (glossary.Voice?.Length > 2_000) throw Invalid("$.voice", "has at most 2,000 characters");
    }

    public static void Check(MarketRules rules)
    {
        if (rules.Rules is null || !Texts(rules.Rules, 100, 500)) throw Invalid("$.rules", "is a list of up to 100 sentences of up to 500 characters");
        if (!Texts(rules.ForbiddenWords, 1_000, 100)) throw Invalid("$.forbiddenWords", "is a list of up to 1,000 words of up to 100 characters");
    }

    private static bool Texts(IReadOnlyList<string>? texts, int count, int length) => texts is null || (texts.Count <= count && texts.All(text => text is { Length: > 0 } && text.Length <= length));

    private static ProblemException Invalid(string path, string message) => new("source-invalid", $"{path} {message}.", 422, [new(path, message)]);

    [GeneratedRegex(@"\A[\p{L}\p{Nd}_]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
