namespace Aigc.Contracts.Prompts;

/// <summary>The attributes that a tenant's categories have. What a category does not list comes from the categories above it.</summary>
public sealed record AttributeDictionary(IReadOnlyList<CategoryAttributes> Categories);

/// <param name="Category">Path such as <c>Apparel &gt; Shoes</c>; null: for every category.</param>
public sealed record CategoryAttributes(string? Category, IReadOnlyList<AttributeDefinition> Attributes);

/// <param name="Name">Key of the attribute, as in products: <c>material</c>.</param>
/// <param name="Key">A product without it is incomplete.</param>
/// <param name="Values">The only values there are; null: free text.</param>
/// <param name="Unit">Unit that values are given in.</param>
public sealed record AttributeDefinition(string Name, bool Key = false, IReadOnlyList<string>? Values = null, string? Unit = null, string? Description = null);

/// <summary>Words of a brand: how they are translated, and which are not.</summary>
public sealed record BrandGlossary(IReadOnlyList<GlossaryTerm> Terms, string? Voice = null);

/// <param name="Term">As the feed writes it.</param>
/// <param name="Translations">By language tag (<c>zh-CN</c>); empty or null: it is never translated.</param>
/// <param name="Note">For the writer.</param>
public sealed record GlossaryTerm(string Term, IReadOnlyDictionary<string, string>? Translations = null, string? Note = null);

/// <summary>What a marketplace asks of texts, in plain sentences for the writer.</summary>
public sealed record MarketRules(IReadOnlyList<string> Rules, IReadOnlyList<string>? ForbiddenWords = null);
