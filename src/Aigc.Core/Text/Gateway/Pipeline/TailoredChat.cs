using Aigc.Contracts.Models;
using Aigc.Core.Text.Limiting;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>Cuts a call to what the model can do: a schema is put into words where it knows none. What it cannot do at all is refused before it is paid.</summary>
internal sealed class TailoredChat(IChatClient inner, ModelDescriptor model) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (cut, with) = Tailor(messages, options);
        return base.GetResponseAsync(cut, with, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (cut, with) = Tailor(messages, options);
        return base.GetStreamingResponseAsync(cut, with, cancellationToken);
    }

    private (List<ChatMessage> Messages, ChatOptions Options) Tailor(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var with = options?.Clone() ?? new();
        List<ChatMessage> cut = [.. messages];
        if (with.Tools is { Count: > 0 } && !model.Can(ModelCapability.Tools)) throw Unable("use tools");
        if (cut.Any(message => message.Contents.Any(content => content is DataContent or UriContent)) && !model.Can(ModelCapability.Vision)) throw Unable("see pictures");
        // The client is bound to the model, and what travels inside the house is no part of the request.
        with.ModelId = null;
        with.AdditionalProperties = CopyBrief.Outside(with.AdditionalProperties);
        if (with.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } && !model.Can(ModelCapability.JsonSchema))
        {
            cut.Insert(0, new(ChatRole.System, $"Answer with one JSON object and nothing else. It keeps to this JSON Schema: {schema.GetRawText()}"));
            with.ResponseFormat = model.Can(ModelCapability.Json) ? ChatResponseFormat.Json : null;
        }
        // An estimate: only what cannot fit by any count is refused here, the rest is the provider's to say.
        if (TokenEstimate.OfPrompt(cut, with) / 2 > model.ContextTokens) throw ModelFailures.PromptTooLong($"The prompt is longer than the {model.ContextTokens} tokens of model '{model.Id}'.");
        return (cut, with);
    }

    private ProblemException Unable(string what) => new("model-unable", $"The model '{model.Id}' cannot {what}.", 422);
}
