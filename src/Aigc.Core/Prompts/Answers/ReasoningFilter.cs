using Microsoft.Extensions.AI;

namespace Aigc.Core.Prompts;

/// <summary>
/// Stands next to the model, under everything that keeps, counts or shows answers: what a template's reasoning switch made the model think is
/// taken out of the answer here. An answer that cannot be read is emptied, since its reasoning could not be told from the rest.
/// </summary>
internal sealed class ReasoningFilter(IChatClient inner) : DelegatingChatClient(inner)
{
    private const string Key = "aigc.reasoning";

    /// <summary>Marks a call whose answer begins with reasoning.</summary>
    public static void Mark(ChatOptions options) => (options.AdditionalProperties ??= [])[Key] = true;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        if (!IsMarked(options)) return response;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, WithoutReasoning(response.Text)))
        {
            AdditionalProperties = response.AdditionalProperties,
            ConversationId = response.ConversationId,
            CreatedAt = response.CreatedAt,
            FinishReason = response.FinishReason,
            ModelId = response.ModelId,
            ResponseId = response.ResponseId,
            Usage = response.Usage,
        };
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Reasoning comes first and could be told from the answer only at its end: such an answer is given whole.
        var updates = IsMarked(options) ? (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates().ToAsyncEnumerable() : base.GetStreamingResponseAsync(messages, options, cancellationToken);
        await foreach (var update in updates.WithCancellation(cancellationToken)) yield return update;
    }

    internal static string WithoutReasoning(string text)
    {
        if (AnswerText.Object(text) is not { } answer) return "";
        answer.Remove(ReasoningText.Property);
        return answer.ToJsonString(AnswerText.Plain);
    }

    public static bool IsMarked(ChatOptions? options) => options?.AdditionalProperties?.ContainsKey(Key) == true;
}
