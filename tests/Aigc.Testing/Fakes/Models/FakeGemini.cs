using System.Net;

namespace Aigc.Testing.Fakes.Models;

/// <summary>The REST protocol of Gemini.</summary>
public sealed class FakeGemini : FakeModel
{
    public override string Served => "gemini-2.5-flash-001";

    public override AskedModel AskedIn(WireCall call)
    {
        var (body, config) = (call.Body, call.Body.GetProperty("generationConfig"));
        var tools = body.TryGetProperty("tools", out var offered) ? offered.EnumerateArray().SelectMany(tool => tool.GetProperty("functionDeclarations").EnumerateArray()).Select(tool => tool.GetProperty("name").GetString()!) : [];
        var system = body.TryGetProperty("systemInstruction", out var said) ? said.ToString() : "";
        return new(call.Headers["x-goog-api-key"], call.Path.Split("/models/")[1].Split(':')[0], system + body.GetProperty("contents"), config.GetProperty("maxOutputTokens").GetInt32(), config.TryGetProperty("responseJsonSchema", out var schema) ? schema : null, [.. tools]);
    }

    public override void Completes(string text) => Candidate($$"""{"text":{{Quote(text)}}}""", "STOP");

    public override void CallsTool(string id, string name, string arguments) => Candidate($$$"""{"functionCall":{"id":"{{{id}}}","name":"{{{name}}}","args":{{{arguments}}}},"thoughtSignature":"c2lnbmVk"}""", "STOP");

    public override void StopsAnswer() => Candidate("""{"text":"It begins and"}""", "SAFETY");

    public override void RefusesPrompt() => Answer(HttpStatusCode.OK, $$$"""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":321,"totalTokenCount":321},"modelVersion":"{{{Served}}}"}""");

    public override void Streams(params string[] parts) => Stream([.. Begin(parts), Event(Body("""{"text":""}""", "\"STOP\"", 12))]);

    public override void BreaksOff(params string[] parts) => Stream(Begin(parts), breaksOff: true);

    public override void StopsShort(params string[] parts) => Stream(Begin(parts));

    public override void TooLong() => Error(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048575).");

    /// <summary>A bad key is told as a bad argument.</summary>
    public void RefusesKey() => Answer(HttpStatusCode.BadRequest, """
        {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}
        """);

    /// <summary>The wait is told in the body.</summary>
    public void IsExhausted(string delay) => Answer(HttpStatusCode.TooManyRequests, $$"""
        {"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{{delay}}"}]} }
        """);

    public override void Fails(HttpStatusCode status, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var (code, message) = (int)status switch
        {
            401 => ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
            403 => ("PERMISSION_DENIED", "Permission denied."),
            404 => ("NOT_FOUND", "models/gemini-9 is not found for API version v1beta."),
            429 => ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
            503 or 529 => ("UNAVAILABLE", "The model is overloaded. Please try again later."),
            _ => ("INTERNAL", "An internal error has occurred."),
        };
        Error(status, code, message, retryAfter, headers);
    }

    private void Error(HttpStatusCode status, string code, string message, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null) =>
        Answer(new(status, $$$"""{"error":{"code":{{{(int)status}}},"message":{{{Quote(message)}}},"status":"{{{code}}}"}}""", retryAfter) { Headers = headers ?? new Dictionary<string, string>() });

    private IEnumerable<string> Begin(string[] parts) => parts.Select(part => Event(Body($$"""{"text":{{Quote(part)}}}""", "null", 4)));

    private static string Event(string data) => $"data: {data}\r\n\r\n";

    private void Candidate(string part, string finish) => Answer(HttpStatusCode.OK, Body(part, $"\"{finish}\"", 12));

    private string Body(string part, string finish, int written) =>
        $$$"""{"candidates":[{"content":{"parts":[{{{part}}}],"role":"model"},"finishReason":{{{finish}}},"index":0}],"usageMetadata":{"promptTokenCount":321,"candidatesTokenCount":{{{written}}},"cachedContentTokenCount":200,"totalTokenCount":{{{321 + written}}}},"modelVersion":"{{{Served}}}","responseId":"r1"}""";
}
