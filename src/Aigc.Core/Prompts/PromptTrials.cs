using System.Text.Json.Nodes;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Core.Products;

namespace Aigc.Core.Prompts;

/// <summary>Tries templates without asking any model: the messages, and what products would leave blank.</summary>
public sealed class PromptTrials
{
    private const int MaxProducts = 1_000;
    private readonly PromptLibrary _library;
    private readonly PromptFiller _filler;
    private readonly PromptChecker _checker;

    internal PromptTrials(PromptLibrary library, PromptFiller filler, PromptChecker checker) => (_library, _filler, _checker) = (library, filler, checker);

    /// <exception cref="ProblemException"><c>unresolved-variables</c> (422), <c>not-found</c> (404).</exception>
    public async Task<RenderedMessages> RenderAsync(string tenant, string name, string? category, RenderPromptRequest request, CancellationToken cancellationToken = default)
    {
        var template = await ResolveAsync(tenant, Reference(name, request.Reference), request.Product?.Category() ?? category, request.Product?.Id, cancellationToken);
        var given = PromptValues.Members(request.Values).ToDictionary(value => value.Key, value => value.Value);
        var values = request.Product is null ? Sample(template, given) : (await _filler.FillAsync(tenant, template, request.Product, given, cancellationToken)).Values;
        var prompt = PromptRenderer.Render(template, values);
        var size = PromptLength.Measure(prompt, PromptRenderer.Render(template, Altered(template, values)));
        return new(template.Id, [.. prompt.Messages.Select(message => new PromptMessage(message.Role.Value, message.Text))], size);
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404), <c>submission-invalid</c> (422).</exception>
    public async Task<PromptCheck> CheckAsync(string tenant, string name, CheckPromptRequest request, IReadOnlyList<PageItem> items, CancellationToken cancellationToken = default)
    {
        if (items.Count is 0 or > MaxProducts) throw new ProblemException("submission-invalid", $"1 to {MaxProducts} products are checked at once.", 422);
        var values = PromptValues.Members(request.Values).ToDictionary(value => value.Key, value => value.Value);
        await ResolveAsync(tenant, Reference(name, request.Reference), null, null, cancellationToken);
        return await _checker.CheckAsync(tenant, Reference(name, request.Reference), items, _ => values, cancellationToken);
    }

    private async Task<PromptTemplate> ResolveAsync(string tenant, PromptReference reference, string? category, string? product, CancellationToken cancellationToken)
    {
        try
        {
            return await _library.ResolveAsync(tenant, reference, category, product, cancellationToken);
        }
        catch (ProblemException unknown) when (unknown.Code == "unknown-template")
        {
            throw PromptCatalog.NotFound();
        }
    }

    private static Dictionary<string, JsonNode?> Sample(PromptTemplate template, Dictionary<string, JsonNode?> given)
    {
        var values = PromptValues.Members(template.Prompt.Sample).ToDictionary(value => value.Key, value => value.Value);
        foreach (var (variable, value) in given) values[variable] = value;
        return values;
    }

    private static Dictionary<string, JsonNode?> Altered(PromptTemplate template, IReadOnlyDictionary<string, JsonNode?> values) =>
        values.ToDictionary(value => value.Key, value => template.Prompt.Bindings?.GetValueOrDefault(value.Key) is { } source && PromptSources.DiffersByProduct(source) ? PromptLength.Altered(value.Value) : value.Value);

    private static PromptReference Reference(string name, string? selector) => PromptReference.Parse(name, selector) ?? throw PromptCatalog.NotFound();
}
