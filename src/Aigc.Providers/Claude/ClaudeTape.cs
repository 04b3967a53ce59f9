using System.Net;
using System.Text;
using Aigc.Core.Lanes;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Claude;

/// <summary>
/// The client of real time over a wire that leads nowhere: what it would send is written down, and it reads what came another way. So a batch says
/// system prompt, schema and tools, and understands stop reasons and tokens, as a single call does.
/// </summary>
/// <param name="model">Claude's own name of it.</param>
internal sealed class ClaudeTape(string model)
{
    // Nothing is sent there.
    private static readonly Uri Nowhere = new("http://nowhere.invalid");
    private const string Silence = """{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}""";

    /// <summary>The body that the Messages API would get.</summary>
    public async Task<byte[]> WriteAsync(LaneRequest request, CancellationToken cancellationToken)
    {
        var options = request.Options.Clone();
        // The lane is of this one model, whatever it is called here.
        options.ModelId = null;
        using var wire = new Wire(Silence);
        await AskAsync(wire, request.Messages, options, cancellationToken);
        return wire.Said;
    }

    /// <param name="message">A message as the Messages API would have answered it.</param>
    public async Task<LaneAnswer> ReadAsync(string message, CancellationToken cancellationToken)
    {
        using var wire = new Wire(message);
        var read = await AskAsync(wire, [new(ChatRole.User, "-")], null, cancellationToken);
        return new(read.Text, read.ModelId, read.Usage?.InputTokenCount ?? 0, read.Usage?.OutputTokenCount ?? 0, read.Usage?.CachedInputTokenCount ?? 0, read.FinishReason?.Value);
    }

    private async Task<ChatResponse> AskAsync(Wire wire, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(wire, disposeHandler: false);
        using var client = ClaudeProvider.ClientOf(http, new(model, Nowhere, "-", maxOutputTokens: 1));
        return await client.GetResponseAsync(messages, options, cancellationToken);
    }

    private sealed class Wire(string answer) : HttpMessageHandler
    {
        public byte[] Said { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Said = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return new(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
