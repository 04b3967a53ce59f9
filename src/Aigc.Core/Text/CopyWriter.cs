using Aigc.Contracts.Items;
using Aigc.Core.Prompts;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>Writes one piece of copy: renders the prompt, asks for JSON, repairs once, normalises. What cannot be had fails with a reason.</summary>
public sealed class CopyWriter
{
    private readonly IChatClient _chat;
    private readonly PromptEngine _prompts;

    internal CopyWriter(IChatClient chat, PromptEngine prompts)
    {
        _chat = chat;
        _prompts = prompts;
    }

    /// <exception cref="TransientException">The provider is down or busy.</exception>
    /// <exception cref="ProblemException"><c>unknown-template</c>, <c>unresolved-variables</c>, <c>content-refused</c>.</exception>
    public async Task<SlotResult> WriteAsync(CopyRequest request, CancellationToken cancellationToken = default)
    {
        var prompt = await _prompts.PrepareAsync(request.Tenant, request.Output.Template ?? request.Kind, request.Product, GivenFor(request), cancellationToken);
        var (template, messages) = (prompt.Template, prompt.Messages.ToList());
        var options = CopyBrief.Attach(new() { ResponseFormat = AnswerStage.FormatOf(template, CopySchemas.Of(request.Kind)), Temperature = 0.2f, ModelId = request.Output.Model, MaxOutputTokens = Costs.Prices.MostOutputTokens }, request, template);
        var usage = new Usage();
        for (var attempt = AnswerStage.AttemptsOf(template); ; attempt--)
        {
            var response = await _chat.GetResponseAsync(messages, options, cancellationToken);
            usage.Add(response);
            var reading = AnswerStage.Read(template, response.Text);
            var answer = reading.Answer is { } read ? CopyAnswer.Parse(read.ToJsonString(), request.Kind) : null;
            var complaint = answer is null ? reading.Complaint ?? AnswerStage.NotTheObject : CopyNormaliser.Complaint(answer, request);
            if (complaint is null) return CopyNormaliser.Normalise(answer!, request, usage.Production(response, template));
            if (attempt == 1) return Failed(request, answer is null ? "output-unparsable" : "forbidden-words", complaint, usage.Production(response, template));
            messages.Add(new(ChatRole.Assistant, response.Text));
            messages.Add(new(ChatRole.User, complaint));
        }
    }

    /// <summary>Values of the variables that a request gives to its template; the rest is bound.</summary>
    internal static IReadOnlyDictionary<string, object?> GivenFor(CopyRequest request) => new Dictionary<string, object?>
    {
        ["language"] = request.Language,
        ["maxLength"] = request.MaxLength,
        ["count"] = request.Count,
        ["tone"] = request.Rules.Tone,
    };

    private static SlotResult Failed(CopyRequest request, string reason, string detail, Production production) =>
        new() { Slot = request.Output.Slot, State = SlotState.Failed, Reason = reason, Detail = detail, Production = production };

    private sealed class Usage
    {
        private long _input;
        private long _output;
        private bool _paid;

        public void Add(ChatResponse response)
        {
            if (response.IsFromCache()) return;
            _paid = true;
            _input += response.Usage?.InputTokenCount ?? 0;
            _output += response.Usage?.OutputTokenCount ?? 0;
        }

        public Production Production(ChatResponse response, PromptTemplate template) =>
            new(response.Engine(), response.ModelId, template.Id, _input, _output, response.Notice(), FromCache: !_paid);
    }
}
