using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Microsoft.Extensions.AI;

namespace Aigc.Benchmarks.Scale;

/// <summary>A chat model that answers after a fixed time, or at once: what is left is the cost of everything around it.</summary>
internal sealed class InstantChat(TimeSpan latency) : IChatClient
{
    public const string Name = "instant";
    private static readonly ChatClientMetadata Metadata = new(Name, null, "instant-1");

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (latency > TimeSpan.Zero) await Task.Delay(latency, TimeProvider.System, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, Answer(options!))) { ModelId = "instant-1", Usage = new() { InputTokenCount = 420, OutputTokenCount = 90 } }.WrittenBy(Name);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    public void Dispose()
    {
    }

    // What a model sees: the schema. Both answers are true of every product of the generated feed.
    private static string Answer(ChatOptions options) => ((ChatResponseFormatJson)options.ResponseFormat!).Schema!.Value.GetProperty("properties").EnumerateObject().First().Name switch
    {
        Slots.Title => """{"title":"Kestrel Trail Mug"}""",
        Slots.Description => """{"description":"The Kestrel Trail Mug is a steel mug with a lid."}""",
        var other => throw new NotSupportedException($"The benchmark asks for no {other}."),
    };
}
