using System.Text.Json;
using Aigc.Contracts.Recipes;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Offline;

/// <summary>
/// The default writer: composes copy from what the feed says of the product and from nothing else. Deterministic, and every result says that
/// no language model was used. English and Chinese; asked for another language it refuses, since it cannot translate.
/// </summary>
internal sealed class RuleBasedWriter : IChatClient
{
    public const string Engine = "rule-based-writer";
    private const string Notice = "Composed by rules from the feed's own words; no language model was used.";

    /// <exception cref="ProblemException"><c>language-not-supported</c>, <c>not-enough-data</c> (422).</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = CopyBrief.RequestOf(options) ?? throw new ProblemException("not-supported", "The rule-based writer writes listing copy only; configure a model for free chat.", 422);
        var answer = JsonSerializer.Serialize(Answer(request), CopyJson.Default.CopyAnswer);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { Usage = new() { InputTokenCount = 0, OutputTokenCount = 0 } }.MadeBy(Engine, Notice));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(Engine, null, "rules-1") : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static CopyAnswer Answer(CopyRequest request)
    {
        var facts = FactFinder.Find(request.Product);
        if (facts.Name is null) throw new ProblemException("not-enough-data", "The feed gives this product no title to write from.", 422);
        ICopyComposer composer = LanguageOf(request.Language) switch
        {
            "en" => new EnglishComposer(facts),
            "zh" => new ChineseComposer(facts),
            _ => throw new ProblemException("language-not-supported", $"Without a language model there is no copy in '{request.Language}'; English and Chinese can be composed.", 422),
        };
        // Words that the recipe forbids are not used: a fact that needs one is left out.
        bool Allowed(string text) => !request.Rules.ForbiddenWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        return request.Kind switch
        {
            Slots.Title => new() { Title = composer.Title(request.MaxLength) },
            Slots.Description => new() { Description = string.Join(composer.SentenceGap, composer.Sentences().Where(Allowed)) },
            Slots.Highlights => new() { Highlights = [.. composer.Points().Where(Allowed).Take(request.Count)] },
            _ => new() { Attributes = [.. composer.Attributes()] },
        };
    }

    private static string LanguageOf(string tag) => tag.Split('-', 2)[0].ToLowerInvariant();
}
