using Aigc.Contracts.Products;

namespace Aigc.Core.Prompts;

/// <summary>From a reference and a product to messages: resolve, fill, render.</summary>
internal sealed class PromptEngine(PromptLibrary library, PromptFiller filler)
{
    /// <param name="values">Values of the variables that are not bound, such as <c>language</c>.</param>
    /// <exception cref="ProblemException"><c>unknown-template</c>, <c>unresolved-variables</c>, <c>prompt-too-large</c> (422).</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    public async Task<RenderedPrompt> PrepareAsync(string tenant, string reference, Product product, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        var template = await library.ResolveAsync(tenant, reference, product, cancellationToken);
        var given = values.ToDictionary(value => value.Key, value => PromptValues.Of(value.Value));
        var filled = await filler.FillAsync(tenant, template, product, given, cancellationToken);
        if (filled.Failures is [var failed, ..]) throw new TransientException($"The data source '{failed.Source}' of the template '{template.Name}' cannot be read.", failed.Reason, failed.Reason.RetryAfter);
        return PromptRenderer.Render(template, filled.Values);
    }
}
