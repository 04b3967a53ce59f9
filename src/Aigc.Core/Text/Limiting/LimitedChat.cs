using System.Runtime.CompilerServices;
using System.Text;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Limiting;

/// <summary>Waits for the model's leave before each call, and tells the limiter what came of it.</summary>
/// <param name="longestAnswer">Tokens that an answer may take where the call sets no limit.</param>
internal sealed class LimitedChat(IChatClient inner, ModelLimiter limiter, int longestAnswer) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        using var lease = await AcquireAsync(all, options, cancellationToken);
        try
        {
            var response = await base.GetResponseAsync(all, options, cancellationToken);
            lease.Settle(UsedBy(all, options, response.Usage, response.Text));
            return response;
        }
        catch (TransientException busy) when (busy.Throttled)
        {
            lease.Throttled(busy.RetryAfter);
            throw;
        }
        catch (Exception failure) when (failure is ProblemException or TransientException { NothingDone: true })
        {
            lease.Settle(0);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        using var lease = await AcquireAsync(all, options, cancellationToken);
        var (usage, text) = (new UsageDetails(), new StringBuilder());
        await using var updates = base.GetStreamingResponseAsync(all, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await NextAsync(updates, lease))
            {
                foreach (var told in updates.Current.Contents.OfType<UsageContent>()) usage.Add(told.Details);
                text.Append(updates.Current.Text);
                yield return updates.Current;
            }
        }
        finally
        {
            // Whoever leaves early has used what was written until then.
            lease.Settle(UsedBy(all, options, usage, text.ToString()));
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, ModelLease lease)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (TransientException busy) when (busy.Throttled)
        {
            lease.Throttled(busy.RetryAfter);
            throw;
        }
        catch (Exception failure) when (failure is ProblemException or TransientException { NothingDone: true })
        {
            lease.Settle(0);
            throw;
        }
    }

    private Task<ModelLease> AcquireAsync(List<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        limiter.AcquireAsync(options.Call()?.Tenant ?? "", TokenEstimate.OfPrompt(messages, options) + (options?.MaxOutputTokens ?? longestAnswer), cancellationToken);

    private static long UsedBy(List<ChatMessage> messages, ChatOptions? options, UsageDetails? usage, string text) =>
        (usage?.InputTokenCount ?? TokenEstimate.OfPrompt(messages, options)) + (usage?.OutputTokenCount ?? TokenEstimate.Of(text));
}
