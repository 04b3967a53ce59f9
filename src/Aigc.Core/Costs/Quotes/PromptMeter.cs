using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Costs;

/// <summary>Renders the prompt of one output of a product and counts it with the tokenizer of the model that it would go to.</summary>
internal sealed class PromptMeter(PromptProbe probe, TokenCounter counter, ModelRegistry models)
{
    /// <summary>Null where nothing would be asked, whatever the reason: that costs nothing.</summary>
    public async Task<MeteredPrompt?> MeterAsync(string tenant, Recipe recipe, OutputSpec output, Product product, CancellationToken cancellationToken)
    {
        var language = Slots.LanguageOf(output.Slot) ?? recipe.Language;
        var request = new CopyRequest(tenant, product, output, language, recipe.Rules);
        // The words of another slot are not there yet: those of the feed are as long.
        if (output.From is not null) request = request with { Source = TranslationSources.Find(request, TranslationSources.Feed, [], recipe.Language) };
        try
        {
            if (await probe.AskedAsync(request, cancellationToken) is not { } prompt) return null;
            var model = await models.GetAsync(tenant, prompt.Options.ModelId, cancellationToken);
            return new(output, language, model, prompt.Options.Call()?.TemplateId, counter.Count(model, prompt.Messages, prompt.Options), prompt.Text);
        }
        catch (ProblemException)
        {
            // The slot will fail with this reason when its turn comes, before anything is paid.
            return null;
        }
    }
}

/// <param name="Template"><c>name@version</c>.</param>
internal sealed record MeteredPrompt(OutputSpec Output, string Language, ModelDescriptor Model, string? Template, int InputTokens, string Text)
{
    /// <summary>What the answer is assumed to have, before any was seen.</summary>
    public double OutputTokens => Math.Min(AnswerSizes.Tokens(Output, Language), Prices.MostOutputTokens);
}
