using System.Net;
using System.Text.Json;

namespace Aigc.Testing.Fakes.Models;

/// <summary>The Messages API of Anthropic. What it has cached is counted beside the other input tokens, not among them.</summary>
public sealed class FakeClaude : FakeModel
{
    private const string Usage = """{"input_tokens":121,"cache_creation_input_tokens":0,"cache_read_input_tokens":200,"output_tokens":12}""";

    public override string Served => "claude-sonnet-4-5-20250929";

    public override AskedModel AskedIn(WireCall call)
    {
        var body = call.Body;
        var tools = body.TryGetProperty("tools", out var offered) ? offered.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!) : [];
        var schema = body.TryGetProperty("output_config", out var output) && output.TryGetProperty("format", out var format) ? format.GetProperty("schema") : (JsonElement?)null;
        var system = body.TryGetProperty("system", out var said) ? said.ToString() : "";
        return new(KeyOf(call), body.GetProperty("model").GetString(), system + string.Join('\n', body.GetProperty("messages").EnumerateArray()), body.GetProperty("max_tokens").GetInt32(), schema, [.. tools]);
    }

    public override void Completes(string text) => Message($$"""{"type":"text","text":{{Quote(text)}}}""", "end_turn");

    public override void CallsTool(string id, string name, string arguments) => Message($$"""{"type":"tool_use","id":"{{id}}","name":"{{name}}","input":{{arguments}}}""", "tool_use");

    public override void StopsAnswer() => Message("""{"type":"text","text":"It begins and"}""", "refusal");

    public override void RefusesPrompt() => StopsAnswer();

    public override void Streams(params string[] parts) => Stream([.. Begin(parts),
        Event("content_block_stop", """{"type":"content_block_stop","index":0}"""),
        Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":12}}"""),
        Event("message_stop", """{"type":"message_stop"}""")]);

    public override void BreaksOff(params string[] parts) => Stream(Begin(parts), breaksOff: true);

    public override void StopsShort(params string[] parts) => Stream(Begin(parts));

    /// <summary>Parts, and then the service is overloaded, which it tells within the stream.</summary>
    public void IsOverloadedAfter(params string[] parts) => Stream([.. Begin(parts), Event("error", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")]);

    public override void TooLong() => Error(HttpStatusCode.BadRequest, "invalid_request_error", "prompt is too long: 210045 tokens > 200000 maximum");

    public override void Fails(HttpStatusCode status, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var (type, message) = (int)status switch
        {
            401 => ("authentication_error", "invalid x-api-key"),
            403 => ("permission_error", "Your API key does not have permission to use the specified resource."),
            404 => ("not_found_error", "model: claude-9"),
            429 => ("rate_limit_error", "This request would exceed your organization's rate limit."),
            529 => ("overloaded_error", "Overloaded"),
            _ => ("api_error", "Internal server error"),
        };
        Error(status, type, message, retryAfter, headers);
    }

    // Either form is taken.
    private static string? KeyOf(WireCall call) => call.Headers.TryGetValue("x-api-key", out var key) ? key.ToString() : call.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    private void Error(HttpStatusCode status, string type, string message, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null) =>
        Answer(new(status, $$$"""{"type":"error","error":{"type":"{{{type}}}","message":{{{Quote(message)}}}},"request_id":"req_1"}""", retryAfter) { Headers = headers ?? new Dictionary<string, string>() });

    private IEnumerable<string> Begin(string[] parts) =>
    [
        Event("message_start", $$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"{{{Served}}}","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":121,"cache_creation_input_tokens":0,"cache_read_input_tokens":200,"output_tokens":1} } }"""),
        Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        Event("ping", """{"type":"ping"}"""),
        .. parts.Select(part => Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{Quote(part)}}}}}""")),
    ];

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    private void Message(string content, string stop) => Answer(HttpStatusCode.OK, $$"""
        {"id":"msg_1","type":"message","role":"assistant","model":"{{Served}}","content":[{{content}}],"stop_reason":"{{stop}}","stop_sequence":null,"usage":{{Usage}}}
        """);
}
