using Aigc.Core.Text;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Costs;

/// <summary>Tells what a writer would ask, without asking: the same code renders the prompt that is counted and the one that is sent.</summary>
internal sealed class PromptProbe(Func<IChatClient, CopyWriter> writerOf)
{
    private static readonly AsyncLocal<Caught?> Current = new();
    private readonly Lazy<CopyWriter> _writer = new(() => writerOf(new Catcher()));

    /// <summary>Null where the writer asks nothing of a model for this product.</summary>
    /// <exception cref="ProblemException">What would fail the slot before anything is asked, such as <c>unknown-template</c>.</exception>
    public Task<ProbedPrompt?> AskedAsync(CopyRequest request, CancellationToken cancellationToken) => CaughtAsync(() => _writer.Value.WriteAsync(request, cancellationToken));

    /// <summary>What the check of a translation would ask; its words are not there yet, those of its source are about as long.</summary>
    public Task<ProbedPrompt?> AskedBackAsync(CopyRequest request, CancellationToken cancellationToken) => CaughtAsync(() => _writer.Value.TranslateBackAsync(request, request.Source!.Pieces, cancellationToken));

    private static async Task<ProbedPrompt?> CaughtAsync(Func<Task> ask)
    {
        var caught = Current.Value = new();
        try
        {
            await ask();
        }
        catch (CaughtException)
        {
            // The prompt is there; there is no answer to go on with.
        }
        return caught.Prompt;
    }

    private sealed class Caught
    {
        public ProbedPrompt? Prompt { get; set; }
    }

    private sealed class CaughtException : Exception;

    private sealed class Catcher : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Current.Value!.Prompt = new([.. messages], options ?? new());
            throw new CaughtException();
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new CaughtException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

internal sealed record ProbedPrompt(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>As a person reads it.</summary>
    public string Text => string.Join("\n\n", Messages.Select(message => message.Text));
}
