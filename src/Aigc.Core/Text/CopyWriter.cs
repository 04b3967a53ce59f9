using Aigc.Contracts.Items;
using Aigc.Core.Prompts;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Injection;
using Aigc.Core.Text.Translation;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>Writes one piece of copy: renders the prompt, asks for JSON, repairs once, normalises. What cannot be had is refused or fails with a reason.</summary>
public sealed class CopyWriter
{
    private const string BackTranslation = "back-translation";

    /// <summary>Variable of a template that says what may be told from the photo. A template without it asks for no photo, and is shown none.</summary>
    internal const string Visible = "visible";

    // A writer that knows its limits: asking again would end the same, and nothing is broken.
    private static readonly string[] Refusals = ["language-not-supported", "not-enough-data", "translation-needs-model"];
    private readonly IChatClient _chat;
    private readonly PromptEngine _prompts;
    private readonly CapabilityLibrary _capabilities;
    private readonly CategoryStore _categories;

    internal CopyWriter(IChatClient chat, PromptEngine prompts, CapabilityLibrary capabilities, CategoryStore categories)
    {
        _chat = chat;
        _prompts = prompts;
        _capabilities = capabilities;
        _categories = categories;
    }

    /// <exception cref="TransientException">The provider is down or busy.</exception>
    /// <exception cref="ProblemException"><c>unknown-template</c>, <c>unresolved-variables</c>, <c>content-refused</c>.</exception>
    public async Task<SlotResult> WriteAsync(CopyRequest request, CancellationToken cancellationToken = default)
    {
        var cleared = await ClearedAsync(request, cancellationToken);
        try
        {
            var made = await AskAsync(cleared, cleared.Output.Template ?? _capabilities.Of(cleared).Name, cancellationToken);
            return cleared.Source is null || made.State != SlotState.Made ? made : await CheckedAsync(made, cleared, cancellationToken);
        }
        catch (ProblemException refusal) when (refusal.Code == "not-enough-data" && InjectedText.IsIn(request.Product))
        {
            return new() { Slot = request.Output.Slot, State = SlotState.Refused, Reason = "instructions-in-source", Detail = "What the feed says of this product are instructions to a model; without them too little is left to write from." };
        }
        catch (ProblemException refusal) when (Refusals.Contains(refusal.Code))
        {
            return new() { Slot = request.Output.Slot, State = SlotState.Refused, Reason = refusal.Code, Detail = refusal.Message };
        }
    }

    /// <summary>Asks for a translation back into the language of its source.</summary>
    /// <param name="translated">The parts of the translation.</param>
    internal async Task<SlotResult> TranslateBackAsync(CopyRequest request, IReadOnlyList<string> translated, CancellationToken cancellationToken) => await AskAsync(await ClearedAsync(request with
    {
        Language = request.Source!.Language,
        Output = request.Output with { MaxLength = null },
        Rules = request.Rules with { Glossary = [], ForbiddenWords = [] },
        Source = new(request.Output.Slot, request.Language, translated),
    }, cancellationToken), BackTranslation, cancellationToken);

    /// <summary>The prompt that made a result, rendered once more without asking anybody; null where a version that it records is no more.</summary>
    /// <exception cref="ProblemException">The template has a variable that the product leaves blank.</exception>
    /// <exception cref="TransientException">A data source could not be read.</exception>
    internal async Task<CopyReplay?> ReplayAsync(CopyRequest request, string templateId, CancellationToken cancellationToken = default)
    {
        var cleared = await ClearedAsync(request, cancellationToken);
        var capability = _capabilities.Of(cleared);
        cleared = await capability.PrepareAsync(cleared, cancellationToken);
        return await _prompts.RestoreAsync(cleared.Tenant, templateId, cleared.Product, GivenFor(capability, cleared), cancellationToken) is { } prompt ? new(cleared, capability, prompt) : null;
    }

    private async Task<CopyRequest> ClearedAsync(CopyRequest request, CancellationToken cancellationToken) => request with
    {
        // Instructions that stand in a product's words are not passed on.
        Product = InjectedText.Without(request.Product),
        // Whoever only asks what a translation would cost has no slot to translate yet: the feed's own words are about as long.
        Source = (request.Source ?? (request.Output.From is null ? null : TranslationSources.Find(request, TranslationSources.Feed, [], request.Language))) is { } source ? source with { Pieces = InjectedText.Without(source.Pieces) } : null,
        Tree = await _categories.TreeAsync(request.Tenant, cancellationToken),
    };

    private async Task<SlotResult> AskAsync(CopyRequest request, string reference, CancellationToken cancellationToken)
    {
        var capability = _capabilities.Of(request);
        request = await capability.PrepareAsync(request, cancellationToken);
        var prompt = await _prompts.PrepareAsync(request.Tenant, reference, request.Product, GivenFor(capability, request), cancellationToken);
        var (template, marker) = (prompt.Template, new PromptMarker(request.Tenant, prompt.TemplateId));
        var messages = marker.Mark(prompt.Messages);
        if (request.Photo is not null && !template.Asks(Visible)) request = request with { Photo = null };
        if (request.Photo is { } photo) messages[^1] = new(messages[^1].Role, [.. messages[^1].Contents, new DataContent(photo.Bytes, photo.ContentType)]);
        var options = CopyBrief.Attach(new() { ResponseFormat = AnswerStage.FormatOf(template, capability.Format), Temperature = 0.2f, ModelId = request.Output.Model, MaxOutputTokens = Costs.Prices.MostOutputTokens }, request, capability.Name, template);
        var usage = new CopyUsage();
        for (var attempt = AnswerStage.AttemptsOf(template); ; attempt--)
        {
            var response = await _chat.GetResponseAsync(messages, options, cancellationToken);
            usage.Add(response);
            var reading = AnswerStage.Read(template, response.Text);
            var made = reading.Answer is { } answer ? capability.Read(answer.ToJsonString(), request) : null;
            var fault = made is null ? new("output-unparsable", reading.Complaint ?? AnswerStage.NotTheObject) : FaultOf(made, reference == BackTranslation ? null : capability, request, marker);
            if (fault is null) return made! with { Production = usage.Production(response, template.Id) };
            if (attempt == 1) return Failed(request, fault) with { Production = usage.Production(response, template.Id) };
            messages.Add(new(ChatRole.Assistant, response.Text));
            messages.Add(new(ChatRole.User, fault.Complaint));
        }
    }

    // What comes back is only held against its source: mistakes must stay visible in it.
    private static CopyFault? FaultOf(SlotResult made, Capability? capability, CopyRequest request, PromptMarker marker) =>
        marker.FaultOf(made) ?? ContactDetails.FaultOf(made, request.Product)
        ?? (CopyNormaliser.Complaint(made, request) is { } words ? new CopyFault("forbidden-words", words) : null)
        ?? (capability?.Complaint(made, request) is { } complaint ? new CopyFault("output-unusable", complaint) : null);

    // Rules look terms up and need no check; a model is asked to translate back what it wrote.
    private async Task<SlotResult> CheckedAsync(SlotResult made, CopyRequest request, CancellationToken cancellationToken)
    {
        if (made.Production?.Model is null) return TranslationJudge.Judge(made, request.Source!, null);
        try
        {
            var back = await TranslateBackAsync(request, [.. SlotTexts.Of(made).Select(part => part.Text)], cancellationToken);
            return TranslationJudge.Judge(made with { Production = CopyUsage.Together(made.Production, back.Production!) }, request.Source!, back);
        }
        // The translation is there, and whoever judges it must see its words.
        catch (ProblemException refusal) when (refusal.Code == ModelFailures.Refused)
        {
            return made with { State = SlotState.InReview, Reason = "translation-unchecked", Detail = refusal.Message };
        }
    }

    /// <summary>Values of the variables that a request gives to its template; the rest is bound.</summary>
    internal static IReadOnlyDictionary<string, object?> GivenFor(CopyRequest request) => GivenFor(CapabilityLibrary.Shipped.Of(request), request);

    private static Dictionary<string, object?> GivenFor(Capability capability, CopyRequest request)
    {
        var values = new Dictionary<string, object?> { ["language"] = request.Language, ["maxLength"] = request.MaxLength, ["count"] = request.Count, ["tone"] = request.Rules.Tone };
        foreach (var (name, value) in capability.Values(request)) values[name] = value;
        return values;
    }

    private static SlotResult Failed(CopyRequest request, CopyFault fault) => new() { Slot = request.Output.Slot, State = SlotState.Failed, Reason = fault.Code, Detail = fault.Complaint };
}

/// <summary>Why an answer must not be used.</summary>
/// <param name="Code">Stable code for the slot.</param>
/// <param name="Complaint">What the model is told.</param>
internal sealed record CopyFault(string Code, string Complaint);
