using Microsoft.Extensions.AI;

namespace Aigc.Providers.Gemini;

/// <summary>An answer of Gemini, or a part of one, in the product's words.</summary>
internal static class GeminiAnswer
{
    /// <summary>Where a call keeps what has to be sent back with it.</summary>
    public const string Signature = "gemini.thoughtSignature";

    public static ChatResponseUpdate Of(GeminiResponse answer)
    {
        var candidate = answer.Candidates?.FirstOrDefault();
        var update = new ChatResponseUpdate(ChatRole.Assistant, [.. (candidate?.Content?.Parts ?? []).Select(Content).OfType<AIContent>()])
        {
            ModelId = answer.ModelVersion,
            ResponseId = answer.ResponseId,
            MessageId = answer.ResponseId,
            FinishReason = answer.PromptFeedback?.BlockReason is not null ? ChatFinishReason.ContentFilter : Finish(candidate),
        };
        // Each event of a stream tells the sum until then: only the last one counts.
        if (answer.UsageMetadata is { } usage && update.FinishReason is not null) update.Contents.Add(new UsageContent(Usage(usage)));
        return update;
    }

    private static AIContent? Content(GeminiPart part) => part switch
    {
        { FunctionCall: { } call } => Call(call, part.ThoughtSignature),
        { Thought: true, Text: { } thought } => new TextReasoningContent(thought),
        { Text: { } text } => new TextContent(text),
        _ => null,
    };

    private static FunctionCallContent Call(GeminiCall call, string? signature)
    {
        var arguments = call.Args?.ToDictionary(argument => argument.Key, object? (argument) => argument.Value?.DeepClone());
        var content = new FunctionCallContent(call.Id ?? $"call-{Guid.NewGuid():N}", call.Name, arguments);
        if (signature is not null) content.AdditionalProperties = new() { [Signature] = signature };
        return content;
    }

    private static ChatFinishReason? Finish(GeminiCandidate? candidate) => candidate?.FinishReason switch
    {
        null or "FINISH_REASON_UNSPECIFIED" => null,
        "STOP" => candidate.Content?.Parts?.Any(part => part.FunctionCall is not null) == true ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY" or "LANGUAGE" => ChatFinishReason.ContentFilter,
        var other => new ChatFinishReason(other.ToLowerInvariant()),
    };

    private static UsageDetails Usage(GeminiUsage usage) => new()
    {
        InputTokenCount = usage.PromptTokenCount,
        OutputTokenCount = (usage.CandidatesTokenCount ?? 0) + (usage.ThoughtsTokenCount ?? 0),
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.CachedContentTokenCount,
        ReasoningTokenCount = usage.ThoughtsTokenCount,
    };
}
