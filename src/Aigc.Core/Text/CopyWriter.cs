using Aigc.Contracts.Items;
using Aigc.Core.Prompts;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Injection;
using Aigc.Core.Text.Translation;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>Writes one piece of copy: renders the prompt, asks for JSON, repairs once, normalises. What cannot be had is refused or fails with a reason.</summary>
public sealed class CopyWriter
{
    // A writer that knows its limits: asking again would end the same, and nothing is broken.
    private static readonly string[] Refusals = ["language-not-supported", "not-enough-data", "translation-needs-model"];
    private readonly IChatClient _chat;
    private readonly CopyPrompts _prompts;

    internal CopyWriter(IChatClient chat, CopyPrompts prompts) => (_chat, _prompts) = (chat, prompts);

    /// <exception cref="TransientException">The provider is down or busy.</exception>
    /// <exception cref="ProblemException"><c>unknown-template</c>, <c>unresolved-variables</c>, <c>content-refused</c>.</exception>
    public async Task<SlotResult> WriteAsync(CopyRequest request, CancellationToken cancellationToken = default)
    {
        try
        {
            var prompt = await _prompts.OfAsync(request, cancellationToken);
            var made = await AskAsync(prompt, cancellationToken);
            return prompt.Request.Source is null || made.State != SlotState.Made ? made : await CheckedAsync(made, prompt.Request, cancellationToken);
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

    private async Task<SlotResult> AskAsync(CopyPrompt prompt, CancellationToken cancellationToken)
    {
        var (request, capability, template, messages) = (prompt.Request, prompt.Capability, prompt.Template, prompt.Messages);
        var usage = new CopyUsage();
        for (var attempt = AnswerStage.AttemptsOf(template); ; attempt--)
        {
            var response = await _chat.GetResponseAsync(messages, prompt.Options, cancellationToken);
            usage.Add(response);
            var reading = AnswerStage.Read(template, response.Text);
            var made = reading.Answer is { } answer ? capability.Read(answer.ToJsonString(), request) : null;
            var fault = made is null ? new("output-unparsable", reading.Complaint ?? AnswerStage.NotTheObject) : FaultOf(made, prompt);
            if (fault is null) return made! with { Production = usage.Production(response, template.Id) };
            if (attempt == 1) return Failed(request, fault) with { Production = usage.Production(response, template.Id) };
            messages.Add(new(ChatRole.Assistant, response.Text));
            messages.Add(new(ChatRole.User, fault.Complaint));
        }
    }

    // What comes back is only held against its source: mistakes must stay visible in it.
    private static CopyFault? FaultOf(SlotResult made, CopyPrompt prompt) =>
        prompt.Marker.FaultOf(made) ?? ContactDetails.FaultOf(made, prompt.Request.Product)
        ?? (CopyNormaliser.Complaint(made, prompt.Request) is { } words ? new CopyFault("forbidden-words", words) : null)
        ?? (!prompt.IsBack && prompt.Capability.Complaint(made, prompt.Request) is { } complaint ? new CopyFault("output-unusable", complaint) : null);

    // Rules look terms up and need no check; a model is asked to translate back what it wrote.
    private async Task<SlotResult> CheckedAsync(SlotResult made, CopyRequest request, CancellationToken cancellationToken)
    {
        if (made.Production?.Model is null) return TranslationJudge.Judge(made, request.Source!, null);
        try
        {
            var back = await AskAsync(await _prompts.BackAsync(request, [.. SlotTexts.Of(made).Select(part => part.Text)], cancellationToken), cancellationToken);
            return TranslationJudge.Judge(made with { Production = CopyUsage.Together(made.Production, back.Production!) }, request.Source!, back);
        }
        // The translation is there, and whoever judges it must see its words.
        catch (ProblemException refusal) when (refusal.Code == ModelFailures.Refused)
        {
            return made with { State = SlotState.InReview, Reason = "translation-unchecked", Detail = refusal.Message };
        }
    }

    private static SlotResult Failed(CopyRequest request, CopyFault fault) => new() { Slot = request.Output.Slot, State = SlotState.Failed, Reason = fault.Code, Detail = fault.Complaint };
}

/// <summary>Why an answer must not be used.</summary>
/// <param name="Code">Stable code for the slot.</param>
/// <param name="Complaint">What the model is told.</param>
internal sealed record CopyFault(string Code, string Complaint);
