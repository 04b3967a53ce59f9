using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Photos;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Costs;

/// <summary>Renders what would be asked for one output of a product and counts it with the tokenizer of the model that it would go to.</summary>
internal sealed class PromptMeter(CopyPrompts prompts, TokenCounter counter, ModelRegistry models)
{
    /// <summary>Null where nothing would be asked, whatever the reason: that costs nothing.</summary>
    public async Task<MeteredPrompt?> MeterAsync(string tenant, Recipe recipe, OutputSpec output, Product product, CancellationToken cancellationToken)
    {
        var language = Slots.LanguageOf(output.Slot) ?? recipe.Language;
        var request = new CopyRequest(tenant, product, output, language, recipe.Rules) { Signals = recipe.Signals };
        // The words of another slot are not there yet: those of the feed are as long.
        if (output.From is not null) request = request with { Source = TranslationSources.Find(request, TranslationSources.Feed, [], recipe.Language) };
        try
        {
            var model = await models.GetAsync(tenant, output.Model, cancellationToken);
            // Nobody has fetched it yet, and it counts all the same.
            if (CopyPhoto.IsWanted(request, model)) request = request with { Photo = CopyPhoto.Any };
            var prompt = await prompts.OfAsync(request, cancellationToken);
            var metered = new MeteredPrompt(output, language, model, prompt.Options.Call()?.TemplateId, counter.Count(model, prompt.Messages, prompt.Options), prompt.Text);
            // Rules look terms up; what a model has translated is translated back.
            if (request.Source is not { } source || model.IsOffline) return metered;
            var back = await prompts.BackAsync(request, source.Pieces, cancellationToken);
            return metered with { InputTokens = metered.InputTokens + counter.Count(model, back.Messages, back.Options), BackInto = source.Language, BackTemplate = back.Options.Call()?.TemplateId };
        }
        catch (ProblemException)
        {
            // The slot will fail with this reason when its turn comes, before anything is paid.
            return null;
        }
    }
}

/// <param name="Template"><c>name@version</c>.</param>
/// <param name="InputTokens">Of all calls.</param>
internal sealed record MeteredPrompt(OutputSpec Output, string Language, ModelDescriptor Model, string? Template, int InputTokens, string Text)
{
    /// <summary>The language that a second call translates the answer back into, whose prompt is counted here; null: there is one call.</summary>
    public string? BackInto { get; init; }

    /// <summary><c>name@version</c> of what asks for it.</summary>
    public string? BackTemplate { get; init; }

    public int Calls => BackInto is null ? 1 : 2;

    /// <summary>What the answers are assumed to have, before any was seen.</summary>
    public double OutputTokens => AnswerIn(Language) + (BackInto is null ? 0 : AnswerIn(BackInto));

    private double AnswerIn(string language) => Math.Min(AnswerSizes.Tokens(Output, language), Prices.MostOutputTokens);
}
