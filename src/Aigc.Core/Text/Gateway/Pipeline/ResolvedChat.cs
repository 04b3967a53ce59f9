using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>The front door: whoever asks says who it is, and a name becomes the id of the model that it means for that tenant.</summary>
internal sealed class ResolvedChat(IChatClient inner, ModelRegistry models) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await base.GetResponseAsync(messages, await ResolveAsync(options, cancellationToken), cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var resolved = await ResolveAsync(options, cancellationToken);
        await foreach (var update in base.GetStreamingResponseAsync(messages, resolved, cancellationToken)) yield return update;
    }

    private async Task<ChatOptions> ResolveAsync(ChatOptions? options, CancellationToken cancellationToken)
    {
        var call = options.Call() ?? throw new InvalidOperationException("Say with options.For(new ChatCall(...)) who asks and what for.");
        var resolved = options!.Clone();
        resolved.ModelId = (await models.GetAsync(call.Tenant, options.ModelId, cancellationToken)).Id;
        return resolved;
    }
}
