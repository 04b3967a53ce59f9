using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text;

/// <summary>A chat model that gives the scripted answers in turn, remembers what it was asked, and breaks when asked more.</summary>
internal sealed class ScriptedChat(params string[] answers) : IChatClient
{
    private readonly Queue<string> _answers = new(answers);

    public List<IReadOnlyList<ChatMessage>> Calls { get; } = [];

    public ChatOptions? Options { get; private set; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls.Add([.. messages]);
        Options = options;
        var answer = _answers.TryDequeue(out var next) ? next : throw new InvalidOperationException($"Call {Calls.Count} is not scripted.");
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { ModelId = "scripted-1", Usage = new() { InputTokenCount = 100, OutputTokenCount = 10 } });
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("Copy is not streamed.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
