using System.Text.Json;
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
        var answer = JsonSerializer.Serialize(Answer(CopyBrief.RequestOf(options)!), CopyJson.Default.CopyAnswer);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { ModelId = "instant-1", Usage = new() { InputTokenCount = 420, OutputTokenCount = 90 } }.WrittenBy(Name);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    public void Dispose()
    {
    }

    private static CopyAnswer Answer(CopyRequest request) => request.Kind switch
    {
        Slots.Title => new() { Title = $"{request.Product.Brand} {request.Product.Title}" },
        Slots.Description => new() { Description = $"{request.Product.Description} It goes into a rucksack, keeps tea warm on a long way and is easy to clean afterwards; the handle stays cool. Made for every day, at home and outdoors." },
        _ => throw new NotSupportedException($"The benchmark asks for no {request.Kind}."),
    };
}
