using System.Text.Json.Nodes;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Core.Products;

namespace Aigc.Core.Prompts;

/// <summary>Autofill: gives the bound variables of a template their values for a product. What is given by the caller is not looked up.</summary>
internal sealed class PromptFiller(SourceRecords records)
{
    private const string AnyBrand = "*";

    public async Task<FilledValues> FillAsync(string tenant, PromptTemplate template, Product product, IReadOnlyDictionary<string, JsonNode?> given, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, JsonNode?>(given);
        var failures = new List<SourceFailure>();
        foreach (var (variable, source) in template.Prompt.Bindings ?? new Dictionary<string, string>())
        {
            if (given.ContainsKey(variable)) continue;
            try
            {
                values[variable] = await ReadAsync(tenant, source, product, given, cancellationToken);
            }
            catch (TransientException failed)
            {
                failures.Add(new(variable, source, failed));
            }
        }
        return new(values, failures);
    }

    private async Task<JsonNode?> ReadAsync(string tenant, string source, Product product, IReadOnlyDictionary<string, JsonNode?> given, CancellationToken cancellationToken) => source switch
    {
        PromptSources.Product => ProductView.Of(product),
        PromptSources.CategoryPath => product.Category(),
        PromptSources.Dictionary => await records.DictionaryAsync(tenant, cancellationToken) is { } dictionary ? CategoryDictionary.ToJson(CategoryDictionary.Of(dictionary, product.Category())) : null,
        PromptSources.Glossary => await GlossaryAsync(tenant, product, Text(given, "language"), cancellationToken),
        PromptSources.Market => await records.MarketAsync(tenant, Text(given, "market") ?? "standard", cancellationToken) is { } rules ? PromptValues.Of(rules.Rules.AsEnumerable()) : null,
        _ => PromptSources.FieldOf(source) is { } field ? ProductView.Field(product, field) : null,
    };

    // The brand's own terms and those of all brands; only terms that the product speaks of.
    private async Task<JsonNode?> GlossaryAsync(string tenant, Product product, string? language, CancellationToken cancellationToken)
    {
        var terms = new List<GlossaryTerm>();
        foreach (var brand in new[] { product.Brand, AnyBrand })
            if (!string.IsNullOrWhiteSpace(brand) && brand.Length <= 100 && await records.GlossaryAsync(tenant, brand, cancellationToken) is { } glossary) terms.AddRange(glossary.Terms);
        var words = $"{product.Title}\n{product.Description}\n{product.Brand}\n{string.Join('\n', product.Attributes.Values)}";
        var spoken = terms.Where(term => words.Contains(term.Term, StringComparison.OrdinalIgnoreCase)).DistinctBy(term => term.Term, StringComparer.OrdinalIgnoreCase).Select(term => Json(term, language));
        return new JsonArray([.. spoken]) is { Count: > 0 } list ? list : null;
    }

    private static JsonObject Json(GlossaryTerm term, string? language)
    {
        var json = new JsonObject { ["term"] = term.Term };
        if (term.Translations is not { Count: > 0 } translations) json["translate"] = false;
        else if (language is not null && (translations.GetValueOrDefault(language) ?? translations.GetValueOrDefault(language.Split('-')[0])) is { } word) json["use"] = word;
        if (term.Note is { } note) json["note"] = note;
        return json;
    }

    private static string? Text(IReadOnlyDictionary<string, JsonNode?> given, string name) => given.GetValueOrDefault(name)?.GetValueKind() == System.Text.Json.JsonValueKind.String ? given[name]!.GetValue<string>() : null;
}

internal sealed record FilledValues(IReadOnlyDictionary<string, JsonNode?> Values, IReadOnlyList<SourceFailure> Failures);

internal sealed record SourceFailure(string Variable, string Source, TransientException Reason);
