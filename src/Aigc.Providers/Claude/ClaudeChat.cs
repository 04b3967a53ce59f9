using System.Runtime.CompilerServices;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Claude;

/// <summary>Claude tells of failures within a stream too, after it answered 200.</summary>
internal sealed class ClaudeChat(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates)) yield return updates.Current;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (AnthropicSseException told)
        {
            var busy = told.Message.Contains("overloaded_error", StringComparison.Ordinal) || told.Message.Contains("rate_limit_error", StringComparison.Ordinal);
            throw new TransientException("The model failed in the middle of its answer.", told) { Throttled = busy };
        }
    }
}
