using System.Net;

namespace Aigc.Testing.Fakes.Models;

/// <summary>A chat deployment of Azure OpenAI.</summary>
public sealed class FakeAzureOpenAi : FakeOpenAi
{
    public override void RefusesPrompt() => Answer(HttpStatusCode.BadRequest, """
        {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,
         "innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":false,"severity":"safe"},"violence":{"filtered":true,"severity":"high"}}}}}
        """);

    protected override string? KeyOf(WireCall call) => call.Headers["api-key"];

    protected override string? ModelOf(WireCall call) => call.Path.Split('/')[3];
}

/// <summary>Qwen in the compatible mode of DashScope.</summary>
public sealed class FakeQwen : FakeOpenAi
{
    public override string Served => "qwen-plus";

    public override void RefusesPrompt() => Error(HttpStatusCode.BadRequest, "Input data may contain inappropriate content.", "data_inspection_failed", "data_inspection_failed");

    public override void TooLong() => Error(HttpStatusCode.BadRequest, "Range of input length should be [1, 129024]", "invalid_request_error", "invalid_parameter_error");

    /// <summary>The account is in arrears.</summary>
    public void IsInArrears() => Error(HttpStatusCode.BadRequest, "Access denied, please make sure your account is in good standing.", "Arrearage", "Arrearage");
}

/// <summary>vLLM, serving a small model of one's own.</summary>
public sealed class FakeVllm : FakeOpenAi
{
    public override string Served => "glm-4-9b";

    // vLLM has no filter of its own; a proxy before it may.
    public override void TooLong() => Error(HttpStatusCode.BadRequest, "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens in the messages. Please reduce the length of the messages.", "BadRequestError", "400");

    protected override void Error(HttpStatusCode status, string message, string type, string code, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null) =>
        Answer(new(status, $$"""{"object":"error","message":{{Quote(message)}},"type":"{{type}}","param":null,"code":"{{code}}"}""", retryAfter) { Headers = headers ?? new Dictionary<string, string>() });
}
