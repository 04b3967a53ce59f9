using Aigc.Contracts.Products;

namespace Aigc.Core.Prompts;

/// <summary>From a reference and a product to messages: resolve, fill, render.</summary>
internal sealed class PromptEngine(PromptLibrary library, PromptFiller filler)
{
    private readonly PromptRestorer _restorer = new(library);

    /// <param name="values">Values of the variables that are not bound, such as <c>language</c>.</param>
    /// <exception cref="ProblemException"><c>unknown-template</c>, <c>unresolved-variables</c>, <c>prompt-too-large</c> (422).</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    public async Task<RenderedPrompt> PrepareAsync(string tenant, string reference, Product product, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        return await RenderAsync(tenant, await library.ResolveAsync(tenant, reference, product, cancellationToken), product, values, cancellationToken);
    }

    /// <summary>Once more, from the versions that a result records: they never change, whatever is in production today. What is bound to a data source is read as it stands now.</summary>
    /// <param name="templateId">As recorded: <c>title@3+footwear@2</c>.</param>
    /// <returns>Null where one of the versions is no more, or says something else by now.</returns>
    /// <exception cref="ProblemException">As of <see cref="PrepareAsync"/>.</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    public async Task<RenderedPrompt?> RestoreAsync(string tenant, string templateId, Product product, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default) =>
        await _restorer.FindAsync(tenant, templateId, cancellationToken) is { } template ? await RenderAsync(tenant, template, product, values, cancellationToken) : null;

    private async Task<RenderedPrompt> RenderAsync(string tenant, PromptTemplate template, Product product, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken)
    {
        var given = values.ToDictionary(value => value.Key, value => PromptValues.Of(value.Value));
        var filled = await filler.FillAsync(tenant, template, product, given, cancellationToken);
        if (filled.Failures is [var failed, ..]) throw new TransientException($"The data source '{failed.Source}' of the template '{template.Name}' cannot be read.", failed.Reason, failed.Reason.RetryAfter);
        return PromptRenderer.Render(template, filled.Values);
    }
}
