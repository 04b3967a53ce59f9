using System.Runtime.CompilerServices;
using System.Text;
using Aigc.Contracts.Safety;
using Aigc.Core.Safety;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>
/// Judges what leaves the house and what comes back, also where it was paid for before: what is kept may come from a batch, or from another channel.
/// The answers of a batch are judged by its own stage, with their verdict, and not here; what composes in this process leaves no house.
/// </summary>
internal sealed class SafeChat(IChatClient inner, SafetyChecker checker, ShownPictures pictures, ModelRegistry models) : DelegatingChatClient(inner)
{
    // Of a stream, in characters: parts are held back until so many are judged, the first few sooner so that the reader sees it begin.
    private const int FirstPart = 80;
    private const int Part = 400;
    private const int Slice = 20_000;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        if (Call(options) is not { } call) return await base.GetResponseAsync(all, options, cancellationToken);
        await JudgeAsync(call, all, cancellationToken);
        var response = await base.GetResponseAsync(all, options, cancellationToken);
        if (call.BatchId is null) await JudgeAsync(call, response.Text, "The answer", cancellationToken);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        var call = Call(options);
        if (call is not null) await JudgeAsync(call, all, cancellationToken);
        var held = new List<ChatResponseUpdate>();
        var (text, judged) = (new StringBuilder(), 0);
        await foreach (var update in base.GetStreamingResponseAsync(all, options, cancellationToken))
        {
            held.Add(update);
            text.Append(update.Text);
            if (call?.BatchId is null && call is not null && text.Length - judged < (judged == 0 ? FirstPart : Part)) continue;
            if (call is { BatchId: null }) judged = await JudgeRestAsync(call, text, judged, cancellationToken);
            foreach (var part in held) yield return part;
            held.Clear();
        }
        if (call is { BatchId: null }) await JudgeRestAsync(call, text, judged, cancellationToken);
        foreach (var part in held) yield return part;
    }

    /// <summary>Null where nothing is to be judged.</summary>
    private ChatCall? Call(ChatOptions? options) => options.Call() is { } call && models.Find(options!.ModelId!)?.IsOffline == false ? call : null;

    // A word may lie across the border of two parts.
    private async Task<int> JudgeRestAsync(ChatCall call, StringBuilder text, int judged, CancellationToken cancellationToken)
    {
        var from = Math.Max(0, judged - FirstPart);
        await JudgeAsync(call, text.ToString(from, text.Length - from), "The answer", cancellationToken);
        return text.Length;
    }

    private async Task JudgeAsync(ChatCall call, List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages.Where(message => message.Role != ChatRole.Assistant))
        {
            await JudgeAsync(call, message.Text, "The prompt", cancellationToken);
            foreach (var picture in message.Contents.OfType<DataContent>())
                Refuse(call, await pictures.CheckAsync(call.Tenant, call.Channel, picture.Data, picture.MediaType, cancellationToken), "The picture");
        }
    }

    private async Task JudgeAsync(ChatCall call, string text, string what, CancellationToken cancellationToken)
    {
        for (var at = 0; at < text.Length; at += Slice) Refuse(call, await checker.CheckTextAsync(call.Channel, text.Substring(at, Math.Min(Slice, text.Length - at)), null, cancellationToken), what);
    }

    private static void Refuse(ChatCall call, SafetyVerdict verdict, string what)
    {
        if (verdict.Action == SafetyAction.Block) throw ModelFailures.ContentRefused($"{what} is not allowed on the channel '{call.Channel}': {string.Join(", ", verdict.Findings.Select(finding => finding.Class).Distinct())}.");
    }
}
