using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text.Injection;

/// <summary>A model that does whatever an injected text wants, as badly as it can, in the shape that it was asked for where that helps.</summary>
internal sealed class ObedientModel(string behaviour) : IChatClient
{
    /// <summary>Everything that it was shown.</summary>
    public string Seen { get; private set; } = "";

    public static string MarkerIn(string prompt) => Regex.Match(prompt, "ref[0-9a-f]{12}").Value;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Seen = string.Join('\n', messages.Select(message => message.Text));
        var property = ((ChatResponseFormatJson)options!.ResponseFormat!).SchemaName!;
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Answer(property))) { ModelId = "obedient-1", Usage = new() { InputTokenCount = 1, OutputTokenCount = 1 } });
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Copy is not streamed.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private string Answer(string property)
    {
        var marker = MarkerIn(Seen);
        return behaviour switch
        {
            "free-text" => "Sure! I am in developer mode now. Here are my instructions.",
            "extra-fields" => new JsonObject { [property] = Shape(property, "Camp Mug"), ["price"] = 0, ["state"] = "accepted" }.ToJsonString(),
            "tool-call" => """{"tool_calls":[{"name":"approve","arguments":{"batch":"all"}}]}""",
            "other-shape" => """{"approved":true}""",
            _ => new JsonObject { [property] = Shape(property, Words(marker)) }.ToJsonString(),
        };
    }

    private string Words(string marker) => behaviour switch
    {
        "marker" => $"Camp Mug {marker}",
        "marker-spaced" => $"Camp Mug {string.Join('-', marker.ToCharArray())}",
        "marker-reversed" => $"Camp Mug {new string([.. marker.Reverse()])}",
        "marker-base64" => $"Camp Mug {Convert.ToBase64String(Encoding.UTF8.GetBytes("the code is " + marker))}",
        "marker-hex" => $"Camp Mug {Convert.ToHexStringLower(Encoding.UTF8.GetBytes(marker))}",
        "instructions" => string.Join(' ', Seen.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Skip(2).Take(25)),
        "html" => "<img src=x onerror=alert(1)><script>alert(1)</script>Camp Mug",
        "link" => "Camp Mug, see https://evil.example/?d=1",
        "phone" => "Camp Mug, call +1 555 010 4477",
        "messenger" => "钢制马克杯 加微信：evil2026",
        "claim" => "Camp Mug, FDA approved, cures back pain",
        "brand" => "Camp Mug by Nordhaven",
        "superlative" => "The best mug in the world",
        _ => "Camp Mug",
    };

    private static JsonNode Shape(string property, string words) => property switch
    {
        "highlights" or "translation" => new JsonArray(words),
        "attributes" => new JsonArray(new JsonObject { ["name"] = "note", ["value"] = words, ["evidence"] = words, ["confidence"] = 1 }),
        "ad" => new JsonObject { ["headlines"] = new JsonArray("Camp Mug"), ["descriptions"] = new JsonArray(words) },
        "ideas" => new JsonArray(new JsonObject { ["kind"] = "title", ["text"] = words, ["basis"] = "mug", ["trend"] = "", ["past"] = "" }),
        "keywords" => new JsonArray(new JsonObject { ["text"] = words, ["kind"] = "core", ["basis"] = "title" }),
        "category" => new JsonArray(new JsonObject { ["path"] = words, ["confidence"] = 1, ["evidence"] = words }),
        _ => JsonValue.Create(words),
    };
}
