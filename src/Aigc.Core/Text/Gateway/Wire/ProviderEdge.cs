using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>
/// Around the client of an SDK: one time limit, failures in the product's kinds, an answer that the filter cut is refused, a stream that ends
/// without saying so has broken off, and the metadata that telemetry reads.
/// </summary>
/// <param name="timeout">Longest wait for an answer; of a stream, for its next part.</param>
internal sealed class ProviderEdge(IChatClient inner, ChatClientMetadata metadata, string provider, TimeSpan timeout, TimeProvider time) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await base.GetResponseAsync(messages, options, either.Token);
            return response.FinishReason == ChatFinishReason.ContentFilter ? throw ModelFailures.ContentRefused("The model's filter stopped the answer.") : response.WrittenBy(provider);
        }
        catch (Exception failure) when (Normalised(failure, cancellationToken) is { } normalised)
        {
            throw normalised;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var updates = base.GetStreamingResponseAsync(messages, options, either.Token).GetAsyncEnumerator(either.Token);
        ChatFinishReason? finish = null;
        while (await NextAsync(updates, cancellationToken))
        {
            limit.CancelAfter(timeout);
            finish = updates.Current.FinishReason ?? finish;
            if (finish == ChatFinishReason.ContentFilter) throw ModelFailures.ContentRefused("The model's filter stopped the answer.");
            (updates.Current.AdditionalProperties ??= [])[CopyBrief.EngineKey] = provider;
            yield return updates.Current;
        }
        if (finish is null) throw new TransientException("The model broke off in the middle of its answer.");
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? metadata : base.GetService(serviceType, serviceKey);

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception failure) when (Normalised(failure, cancellationToken) is { } normalised)
        {
            throw normalised;
        }
    }

    // Whoever cancels is not told that the model failed.
    private static Exception? Normalised(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        TransientException or ProblemException => null,
        _ when cancellationToken.IsCancellationRequested => null,
        _ when ModelFailures.In(failure) is { } known => known,
        OperationCanceledException => new TransientException("The model took too long.", failure),
        _ => null,
    };
}
