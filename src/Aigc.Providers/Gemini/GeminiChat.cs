using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Gemini;

/// <summary>One model of Gemini over REST.</summary>
internal sealed class GeminiChat(HttpClient http, ModelConnection connection) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync("generateContent", messages, options, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync(GeminiJson.Default.GeminiResponse, cancellationToken) ?? throw new JsonException("The answer is empty.");
        return new[] { GeminiAnswer.Of(answer) }.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync("streamGenerateContent?alt=sse", messages, options, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, GeminiJson.Default.GeminiResponse));
        await foreach (var item in events.EnumerateAsync(cancellationToken))
            if (item.Data is { } answer) yield return GeminiAnswer.Of(answer);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string method, IEnumerable<ChatMessage> messages, ChatOptions? options, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{connection.Endpoint.ToString().TrimEnd('/')}/models/{Uri.EscapeDataString(connection.Model)}:{method}");
        // In a header: addresses end up in logs.
        request.Headers.Add("x-goog-api-key", connection.Key);
        request.Content = JsonContent.Create(GeminiPrompt.Of([.. messages], options), GeminiJson.Default.GeminiRequest);
        return await http.SendAsync(request, completion, cancellationToken);
    }
}
