using System.Net;
using System.Text.Json;

namespace Aigc.Testing.Fakes.Models;

/// <summary>The chat completions of OpenAI; heirs answer in the words of others that speak the protocol.</summary>
public class FakeOpenAi : FakeModel
{
    private const string Usage = """{"prompt_tokens":321,"completion_tokens":12,"total_tokens":333,"prompt_tokens_details":{"cached_tokens":200,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}""";

    public override string Served => "gpt-5-mini-2025-08-07";

    public override AskedModel AskedIn(WireCall call)
    {
        var body = call.Body;
        var limit = body.TryGetProperty("max_completion_tokens", out var now) ? now : body.TryGetProperty("max_tokens", out var before) ? before : default;
        var format = body.TryGetProperty("response_format", out var wanted) && wanted.TryGetProperty("json_schema", out var json) ? json.GetProperty("schema") : (JsonElement?)null;
        var tools = body.TryGetProperty("tools", out var offered) ? offered.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!) : [];
        return new(KeyOf(call), ModelOf(call), string.Join('\n', body.GetProperty("messages").EnumerateArray()), limit.ValueKind == JsonValueKind.Number ? limit.GetInt32() : null, format, [.. tools]);
    }

    public override void Completes(string text) => Message($$"""{"role":"assistant","content":{{Quote(text)}},"refusal":null}""", "stop");

    public override void StopsAnswer() => Message("""{"role":"assistant","content":"It begins and"}""", "content_filter");

    public override void CallsTool(string id, string name, string arguments) =>
        Message($$$"""{"role":"assistant","content":null,"tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"{{{name}}}","arguments":{{{Quote(arguments)}}}}}]}""", "tool_calls");

    public override void Streams(params string[] parts) => Stream([.. Begin(parts), Delta("{}", "\"stop\""), Chunk("[]", Usage), "data: [DONE]\n\n"]);

    public override void BreaksOff(params string[] parts) => Stream(Begin(parts), breaksOff: true);

    public override void StopsShort(params string[] parts) => Stream(Begin(parts));

    public override void RefusesPrompt() => Error(HttpStatusCode.BadRequest, "Your request was rejected as a result of our safety system.", "invalid_request_error", "content_policy_violation");

    public override void TooLong() =>
        Error(HttpStatusCode.BadRequest, "This model's maximum context length is 128000 tokens. However, your messages resulted in 130044 tokens. Please reduce the length of the messages.", "invalid_request_error", "context_length_exceeded");

    public override void Fails(HttpStatusCode status, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var (message, type, code) = (int)status switch
        {
            401 => ("Incorrect API key provided: sk-****.", "invalid_request_error", "invalid_api_key"),
            403 => ("You are not allowed to use this model.", "invalid_request_error", "model_not_allowed"),
            404 => ("The model `gpt-9` does not exist or you do not have access to it.", "invalid_request_error", "model_not_found"),
            429 => ("Rate limit reached for requests per min. Please try again later.", "requests", "rate_limit_exceeded"),
            529 or 503 => ("The engine is currently overloaded, please try again later.", "server_error", "overloaded"),
            _ => ("The server had an error while processing your request.", "server_error", "server_error"),
        };
        Error(status, message, type, code, retryAfter, headers);
    }

    /// <summary>The account has no money left, which is also told as 429.</summary>
    public void IsOutOfMoney() => Error(HttpStatusCode.TooManyRequests, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota");

    protected virtual string? KeyOf(WireCall call) => call.Headers.Authorization.ToString() is { Length: > 7 } key ? key["Bearer ".Length..] : null;

    protected virtual string? ModelOf(WireCall call) => call.Body.GetProperty("model").GetString();

    protected virtual void Error(HttpStatusCode status, string message, string type, string code, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null) =>
        Answer(new(status, $$$"""{"error":{"message":{{{Quote(message)}}},"type":"{{{type}}}","param":null,"code":"{{{code}}}"}}""", retryAfter) { Headers = headers ?? new Dictionary<string, string>() });

    private IEnumerable<string> Begin(string[] parts) => parts.Select(part => Delta($$"""{"content":{{Quote(part)}}}""", "null")).Prepend(Delta("""{"role":"assistant","content":""}""", "null"));

    private string Delta(string delta, string finish) => Chunk($$"""[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}}}]""", "null");

    private string Chunk(string choices, string usage) =>
        $$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"{{Served}}","choices":{{choices}},"usage":{{usage}}}""" + "\n\n";

    private void Message(string message, string finish) => Answer(HttpStatusCode.OK, $$"""
        {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"{{Served}}","choices":[{"index":0,"message":{{message}},"logprobs":null,"finish_reason":"{{finish}}"}],"usage":{{Usage}}}
        """);
}
