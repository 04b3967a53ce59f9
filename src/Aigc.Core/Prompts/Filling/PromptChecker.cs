using System.Text.Json.Nodes;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Core.Products;

namespace Aigc.Core.Prompts;

/// <summary>Fills a template for products before anything is paid: what would be blank, which source fails, for which rows, and how much the products say at all.</summary>
internal sealed class PromptChecker(PromptLibrary library, PromptFiller filler, SourceRecords records)
{
    private const int MaxRows = 20;

    /// <param name="values">Of the variables that are not bound, for a product.</param>
    /// <exception cref="ProblemException"><c>unknown-template</c> (422).</exception>
    public async Task<PromptCheck> CheckAsync(string tenant, PromptReference reference, IReadOnlyList<PageItem> items, Func<Product, IReadOnlyDictionary<string, JsonNode?>> values, CancellationToken cancellationToken)
    {
        var (gaps, missing, affected, total, ids) = (new Tally<(string Code, string Variable, string? Source, string Message)>(), new Tally<(string Fact, double Weight)>(), 0, 0.0, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var item in items)
        {
            var template = await library.ResolveAsync(tenant, reference, item.Product.Category(), item.Product.Id, cancellationToken);
            ids.Add(template.Id);
            var found = await GapsAsync(tenant, template, item.Product, values(item.Product), cancellationToken);
            if (found.Count > 0) affected++;
            foreach (var gap in found) gaps.Add(gap, item.Row);
            var lacking = ContextMeter.Missing(item.Product, await DefinitionsAsync(tenant, item.Product, cancellationToken)).ToList();
            foreach (var fact in lacking) missing.Add((fact.Fact, Math.Round(fact.Weight, 3)), item.Row);
            total += 1 - lacking.Sum(fact => fact.Weight);
        }
        return new(string.Join(", ", ids), items.Count, affected, items.Count == 0 ? 0 : Math.Round(total / items.Count, 3),
            [.. gaps.All.Select(gap => new PromptGap(gap.Key.Code, gap.Key.Variable, gap.Key.Source, gap.Key.Message, gap.Count, gap.Rows))],
            [.. missing.All.Select(fact => new ContextGap(fact.Key.Fact, fact.Key.Weight, fact.Count, fact.Rows))]);
    }

    private async Task<IReadOnlyList<(string Code, string Variable, string? Source, string Message)>> GapsAsync(string tenant, PromptTemplate template, Product product, IReadOnlyDictionary<string, JsonNode?> values, CancellationToken cancellationToken)
    {
        var filled = await filler.FillAsync(tenant, template, product, values, cancellationToken);
        string? SourceOf(string variable) => template.Prompt.Bindings?.GetValueOrDefault(variable.Split('.', '[')[0]);
        if (filled.Failures.Count > 0) return [.. filled.Failures.Select(failure => ("source-failed", failure.Variable, (string?)failure.Source, failure.Reason.Message))];
        var invalid = template.Inputs.Properties.Where(input => filled.Values.GetValueOrDefault(input.Key) is { } value && !DataValue.IsBlank(value))
            .SelectMany(input => input.Value.Check(filled.Values[input.Key]).Take(1).Select(error => ("value-invalid", input.Key, SourceOf(input.Key), $"The value {error.Message}.")));
        try
        {
            PromptRenderer.Render(template, filled.Values);
            return [.. invalid];
        }
        catch (ProblemException problem) when (problem.Code == "unresolved-variables")
        {
            return [.. problem.Errors.Select(error => ("unresolved-variable", error.Path, SourceOf(error.Path), $"'{error.Path}' would be blank.")), .. invalid];
        }
        catch (ProblemException problem)
        {
            return [(problem.Code, "", null, problem.Message)];
        }
    }

    private async Task<IReadOnlyList<AttributeDefinition>> DefinitionsAsync(string tenant, Product product, CancellationToken cancellationToken)
    {
        try
        {
            return await records.DictionaryAsync(tenant, cancellationToken) is { } dictionary ? CategoryDictionary.Of(dictionary, product.Category()) : [];
        }
        catch (TransientException)
        {
            // The meter does without; a template that needs the dictionary reports it.
            return [];
        }
    }

    /// <summary>Counts what is the same, and keeps the first rows of each.</summary>
    private sealed class Tally<T> where T : notnull
    {
        private readonly Dictionary<T, List<long>> _rows = [];
        private readonly Dictionary<T, int> _counts = [];

        public IEnumerable<(T Key, int Count, IReadOnlyList<long> Rows)> All => _counts.OrderByDescending(count => count.Value).Select(count => (count.Key, count.Value, (IReadOnlyList<long>)_rows[count.Key]));

        public void Add(T key, long row)
        {
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            if (!_rows.TryGetValue(key, out var rows)) _rows[key] = rows = [];
            if (rows.Count < MaxRows) rows.Add(row);
        }
    }
}
