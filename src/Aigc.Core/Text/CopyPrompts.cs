using Aigc.Core.Prompts;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Injection;
using Aigc.Core.Text.Translation;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>Renders what is asked for a piece of copy. What is counted for a quote and what is sent to a model come from here, so that they are the same.</summary>
internal sealed class CopyPrompts(PromptEngine engine, CapabilityLibrary capabilities, CategoryStore categories)
{
    /// <summary>Variable of a template that says what may be told from the photo. A template without it asks for no photo, and is shown none.</summary>
    public const string Visible = "visible";

    private const string BackTranslation = "back-translation";

    /// <exception cref="ProblemException"><c>unknown-template</c>, <c>unresolved-variables</c>, <c>prompt-too-large</c> (422).</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    public async Task<CopyPrompt> OfAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var cleared = await ClearedAsync(request, cancellationToken);
        return await RenderAsync(cleared, cleared.Output.Template ?? capabilities.Of(cleared).Name, cancellationToken);
    }

    /// <summary>What asks for a translation back into the language of its source.</summary>
    /// <param name="translated">The parts of the translation.</param>
    /// <exception cref="ProblemException">As of <see cref="OfAsync"/>.</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    public async Task<CopyPrompt> BackAsync(CopyRequest request, IReadOnlyList<string> translated, CancellationToken cancellationToken)
    {
        var back = request with
        {
            Language = request.Source!.Language,
            Output = request.Output with { MaxLength = null },
            Rules = request.Rules with { Glossary = [], ForbiddenWords = [] },
            Source = new(request.Output.Slot, request.Language, translated),
        };
        return await RenderAsync(await ClearedAsync(back, cancellationToken), BackTranslation, cancellationToken) with { IsBack = true };
    }

    /// <summary>The prompt that made a result, rendered once more without asking anybody; null where a version that it records is no more.</summary>
    /// <exception cref="ProblemException">The template has a variable that the product leaves blank.</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    public async Task<CopyReplay?> ReplayAsync(CopyRequest request, string templateId, CancellationToken cancellationToken = default)
    {
        var cleared = await ClearedAsync(request, cancellationToken);
        var capability = capabilities.Of(cleared);
        cleared = await capability.PrepareAsync(cleared, cancellationToken);
        return await engine.RestoreAsync(cleared.Tenant, templateId, cleared.Product, GivenFor(capability, cleared), cancellationToken) is { } prompt ? new(cleared, capability, prompt) : null;
    }

    /// <summary>Values of the variables that a request gives to its template; the rest is bound.</summary>
    public static IReadOnlyDictionary<string, object?> GivenFor(CopyRequest request) => GivenFor(CapabilityLibrary.Shipped.Of(request), request);

    private async Task<CopyPrompt> RenderAsync(CopyRequest request, string reference, CancellationToken cancellationToken)
    {
        var capability = capabilities.Of(request);
        request = await capability.PrepareAsync(request, cancellationToken);
        var prompt = await engine.PrepareAsync(request.Tenant, reference, request.Product, GivenFor(capability, request), cancellationToken);
        var (template, marker) = (prompt.Template, new PromptMarker(request.Tenant, prompt.TemplateId));
        var messages = marker.Mark(prompt.Messages);
        if (request.Photo is not null && !template.Asks(Visible)) request = request with { Photo = null };
        if (request.Photo is { } photo) messages[^1] = new(messages[^1].Role, [.. messages[^1].Contents, new DataContent(photo.Bytes, photo.ContentType)]);
        var options = new ChatOptions { ResponseFormat = AnswerStage.FormatOf(template, capability.Format), Temperature = 0.2f, ModelId = request.Output.Model, MaxOutputTokens = Costs.Prices.MostOutputTokens };
        return new(request, capability, template, marker, messages, CopyBrief.Attach(options, request, capability.Name, template));
    }

    private async Task<CopyRequest> ClearedAsync(CopyRequest request, CancellationToken cancellationToken) => request with
    {
        // Instructions that stand in a product's words are not passed on.
        Product = InjectedText.Without(request.Product),
        // Whoever only asks what a translation would cost has no slot to translate yet: the feed's own words are about as long.
        Source = (request.Source ?? (request.Output.From is null ? null : TranslationSources.Find(request, TranslationSources.Feed, [], request.Language))) is { } source ? source with { Pieces = InjectedText.Without(source.Pieces) } : null,
        Tree = await categories.TreeAsync(request.Tenant, cancellationToken),
    };

    private static Dictionary<string, object?> GivenFor(Capability capability, CopyRequest request)
    {
        var values = new Dictionary<string, object?> { ["language"] = request.Language, ["maxLength"] = request.MaxLength, ["count"] = request.Count, ["tone"] = request.Rules.Tone };
        foreach (var (name, value) in capability.Values(request)) values[name] = value;
        return values;
    }
}

/// <summary>What is asked of a model, and what its answer is held against.</summary>
/// <param name="Request">Without the instructions that stood in its words, and without the photo where the template asks for none.</param>
/// <param name="Messages">Whoever asks may add to them.</param>
internal sealed record CopyPrompt(CopyRequest Request, Capability Capability, PromptTemplate Template, PromptMarker Marker, List<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>It asks for a translation back into the language of its source.</summary>
    public bool IsBack { get; init; }

    /// <summary>As a person reads it.</summary>
    public string Text => string.Join("\n\n", Messages.Select(message => message.Text));
}
