using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Offline;

/// <summary>
/// The default writer: composes copy from what the feed says of the product and from nothing else. Deterministic, and every result says that
/// no language model was used. English and Chinese; what it cannot do, such as free translation, it refuses.
/// </summary>
internal sealed class RuleBasedWriter : IChatClient
{
    public const string Engine = "rule-based-writer";
    private const string Notice = "Composed by rules from the feed's own words; no language model was used.";

    /// <exception cref="ProblemException"><c>language-not-supported</c>, <c>not-enough-data</c>, <c>translation-needs-model</c> (422).</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = CopyBrief.RequestOf(options) ?? throw new ProblemException("not-supported", "The rule-based writer writes listing copy only; configure a model for free chat.", 422);
        var answer = JsonSerializer.Serialize(OfflineAnswers.Of(request), CopyJson.Default.CopyAnswer);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { Usage = new() { InputTokenCount = 0, OutputTokenCount = 0 } }.MadeBy(Engine, Notice));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(Engine, null, "rules-2") : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
