using System.Runtime.CompilerServices;
using Aigc.Core.Lanes;
using Aigc.Core.Storage;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>
/// Pays once: an answer is kept under the hash of everything that went into it before anybody uses it. A retry, a crash or another run finds it
/// there, and of two that ask the same at the same time one pays. Of two that begin the same stream at the same time both pay: whoever joined
/// would wait at the pace of the first, and be left with half an answer where that one walks away. It is found again once it was heard to its end.
/// </summary>
internal sealed class ResultCache(IChatClient inner, PaidResults results) : DelegatingChatClient(inner)
{
    private readonly SingleFlight<StoredAnswer> _flights = new();

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        if (AddressOf(all, options) is not { } address) return await base.GetResponseAsync(all, options, cancellationToken);
        var tenant = options.Call()!.Tenant;
        if (await FindAsync(tenant, address, cancellationToken) is { } kept) return kept.ToResponse().FromCache();
        // Who only writes down what will be asked takes nobody along, and keeps nothing: the answer is paid for when its item's turn comes.
        if (LaneScope.Recorder is not null) return await base.GetResponseAsync(all, options, cancellationToken);
        ChatResponse? asked = null;
        var (answer, led) = await _flights.RunAsync($"{tenant}|{address}", async token =>
        {
            // Somebody may have paid between the look and the take-off.
            if (await FindAsync(tenant, address, token) is { } other) return other;
            asked = await base.GetResponseAsync(all, options, token);
            return await KeepAsync(tenant, address, asked);
        }, cancellationToken);
        return led && asked is not null ? asked : answer.ToResponse().FromCache();
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        var address = AddressOf(all, options);
        if (address is not null && await FindAsync(options.Call()!.Tenant, address, cancellationToken) is { } kept)
        {
            foreach (var update in kept.ToResponse().FromCache().ToChatResponseUpdates()) yield return update;
            yield break;
        }
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in base.GetStreamingResponseAsync(all, options, cancellationToken))
        {
            updates.Add(update);
            yield return update;
        }
        // Only what was heard to its end is an answer.
        if (address is not null) await KeepAsync(options.Call()!.Tenant, address, updates.ToChatResponse());
    }

    // Answers that call a tool are a step of a talk, not a result.
    private string? AddressOf(List<ChatMessage> messages, ChatOptions? options) =>
        options.Call() is { Fresh: false } call && options!.Tools is not { Count: > 0 } ? CacheAddress.Of(call, messages, options, options.ModelId ?? this.GetService<ChatClientMetadata>()?.DefaultModelId) : null;

    private Task<StoredAnswer?> FindAsync(string tenant, string address, CancellationToken cancellationToken) => results.FindAsync(tenant, address, CopyJson.Default.StoredAnswer, cancellationToken);

    // What is paid for is kept, also where the caller has just lost interest.
    private async Task<StoredAnswer> KeepAsync(string tenant, string address, ChatResponse response)
    {
        var answer = StoredAnswer.Of(response);
        await results.KeepAsync(tenant, address, answer, CopyJson.Default.StoredAnswer, CancellationToken.None);
        return answer;
    }
}

/// <summary>An answer as it is kept.</summary>
/// <param name="Served">The provider's own name of what answered.</param>
internal sealed record StoredAnswer(string Text, string? Model, string Engine, string? Notice, long? InputTokens, long? OutputTokens, string? Served = null)
{
    public static StoredAnswer Of(ChatResponse response) =>
        new(response.Text, response.ModelId, response.Engine(), response.Notice(), response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, response.ServedBy());

    public ChatResponse ToResponse()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, Text))
        {
            ModelId = Model,
            FinishReason = ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = InputTokens, OutputTokenCount = OutputTokens },
        }.MadeBy(Engine, Notice);
        if (Served is not null) response.AdditionalProperties![CopyBrief.ServedKey] = Served;
        return response;
    }
}
