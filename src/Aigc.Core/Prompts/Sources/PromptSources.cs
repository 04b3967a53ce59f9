namespace Aigc.Core.Prompts;

/// <summary>Where bound variables are filled from.</summary>
internal static class PromptSources
{
    public const string Product = "product";
    public const string CategoryPath = "category.path";
    public const string Dictionary = "attributes.dictionary";
    public const string Glossary = "brand.glossary";
    public const string Market = "market.rules";

    private const string Field = "product.";

    public static IReadOnlyList<string> Names { get; } = [Product, "product.FIELD", CategoryPath, Dictionary, Glossary, Market];

    /// <summary>Fields of a product that a variable may be bound to; <c>attributes.NAME</c> beside them.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["title", "description", "brand", "price", "productType", "googleProductCategory", "condition", "attributes"];

    public static bool IsKnown(string source) => source is Product or CategoryPath or Dictionary or Glossary or Market || (FieldOf(source) is { } field && (Fields.Contains(field) || field.StartsWith("attributes.", StringComparison.Ordinal)));

    /// <summary>Whether the next product of the same batch may have another value.</summary>
    public static bool DiffersByProduct(string source) => source != Market;

    /// <summary><c>title</c> of <c>product.title</c>; null where the source is no field.</summary>
    public static string? FieldOf(string source) => source.StartsWith(Field, StringComparison.Ordinal) ? source[Field.Length..] : null;
}
