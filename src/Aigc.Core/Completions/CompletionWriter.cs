using System.Buffers;
using System.Text.Json;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Completions;

/// <summary>Answers one chat completion in OpenAI's shape with this host's own models: cached, on the ledger, within the limits, as everything else.</summary>
internal sealed class CompletionWriter(IChatClient chat, TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <returns>HTTP status and body, as a call of its own would have them.</returns>
    public async Task<(int Status, JsonElement Body)> WriteAsync(string tenant, JsonElement body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (messages, options) = CompletionBody.Read(body);
                var response = await chat.GetResponseAsync(messages, options.For(new ChatCall(tenant, null, "completion")), cancellationToken);
                return (200, CompletionBody.Write(response, time.GetUtcNow()));
            }
            catch (TransientException busy) when (attempt < Attempts)
            {
                await Task.Delay(busy.RetryAfter ?? Pause * attempt, time, cancellationToken);
            }
            catch (TransientException down)
            {
                return (503, Error("unavailable", down.Message));
            }
            catch (ProblemException problem)
            {
                return (problem.Status, Error(problem.Code, problem.Message));
            }
        }
    }

    private static JsonElement Error(string code, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
