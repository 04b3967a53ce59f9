using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Aigc.Providers.OpenAi;

/// <summary>Writes into the request what a dialect of the protocol wants otherwise.</summary>
internal sealed class DialectChat(IChatClient inner, OpenAiDialect dialect) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, Shape(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, Shape(options), cancellationToken);

    private ChatOptions Shape(ChatOptions? options)
    {
        var shaped = options?.Clone() ?? new();
        var limit = dialect.OldLimit ? shaped.MaxOutputTokens : null;
        if (limit is not null) shaped.MaxOutputTokens = null;
        shaped.RawRepresentationFactory = _ => Request(limit);
        return shaped;
    }

#pragma warning disable SCME0001 // The patch of a request is the SDK's own way to write what it has no name for; it is marked as experimental.
    private ChatCompletionOptions Request(int? limit)
    {
        var request = new ChatCompletionOptions();
        if (limit is { } tokens) request.Patch.Set("$.max_tokens"u8, tokens);
        if (dialect.Thinks) request.Patch.Set("$.enable_thinking"u8, false);
        return request;
    }
#pragma warning restore SCME0001
}
