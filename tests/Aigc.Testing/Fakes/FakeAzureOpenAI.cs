using System.Net;
using System.Text.Json;

namespace Aigc.Testing.Fakes;

/// <summary>Stands in for a chat deployment of Azure OpenAI on its wire protocol.</summary>
public sealed class FakeAzureOpenAI : WireServer
{
    public void Completes(string content, string finish = "stop") => Answer(HttpStatusCode.OK, $$$"""
        {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"gpt-4o-2024-11-20",
         "choices":[{"index":0,"finish_reason":"{{{finish}}}","message":{"role":"assistant","content":{{{JsonSerializer.Serialize(content)}}} } }],
         "usage":{"prompt_tokens":321,"completion_tokens":12,"total_tokens":333}}
        """);

    public void Fails(HttpStatusCode status, string code, string? retryAfter = null) =>
        Answer(status, $$$"""{"error":{"code":"{{{code}}}","message":"{{{code}}}: refused by the fake","status":{{{(int)status}}}}}""", retryAfter);

    public void Hangs() => Answer(HttpStatusCode.OK, null);
}
