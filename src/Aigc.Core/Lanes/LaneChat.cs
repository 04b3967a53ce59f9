using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Core.Costs;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Photos;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Lanes;

/// <summary>
/// Stands before the models. Under a <see cref="LaneScope"/> it writes requests down for the batch lane, or answers them with what the lane has
/// brought; what the lane has not brought goes on to the models.
/// </summary>
internal sealed class LaneChat(IChatClient inner, Prices prices) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (recorder, answers) = (LaneScope.Recorder, LaneScope.Answers);
        if (recorder is null && answers is null) return await base.GetResponseAsync(messages, options, cancellationToken);
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        // Files of a lane are bounded and carry words alone: what shows a picture is asked in its own turn, and is not written down.
        if (Pictures.AreIn(all)) return recorder is null ? await base.GetResponseAsync(all, options, cancellationToken) : throw new LaneRecordedException();
        var key = KeyOf(all, options);
        var model = prices.ModelOf(options?.ModelId);
        if (answers?.TryGetValue(key, out var answer) == true) return Replayed(answer, model);
        if (recorder is null) return await base.GetResponseAsync(all, options, cancellationToken);
        recorder(model, new(key, all, options ?? new()));
        throw new LaneRecordedException();
    }

    /// <summary>48 hex digits of a hash over everything that goes into the answer.</summary>
    internal static string KeyOf(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText();
        var parts = messages.SelectMany(message => new[] { message.Role.Value, message.Text }).Concat([options?.ModelId, options?.Instructions, $"{options?.Temperature}|{options?.MaxOutputTokens}|{options?.Seed}", schema]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts.ToArray()))))[..48];
    }

    // What the model's own filter stopped ends as it does in real time.
    private ChatResponse Replayed(LaneAnswer answer, string model) => answer.FinishReason == ChatFinishReason.ContentFilter.Value
        ? throw ModelFailures.ContentRefused("The model's filter stopped the answer.")
        : Response(answer, model).Costing(prices.ToMoney(answer.Cost ?? prices.OfTokens(model, answer.InputTokens, answer.OutputTokens, answer.CachedTokens, byLane: true)));

    private static ChatResponse Response(LaneAnswer answer, string model) => new(new ChatMessage(ChatRole.Assistant, answer.Text))
    {
        ModelId = model,
        FinishReason = answer.FinishReason is { } reason ? new(reason) : null,
        Usage = new() { InputTokenCount = answer.InputTokens, OutputTokenCount = answer.OutputTokens, CachedInputTokenCount = answer.CachedTokens },
    };
}
