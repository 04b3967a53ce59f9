using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Completions;

/// <summary>Bodies of OpenAI's chat completions: what they ask, and what they are answered.</summary>
internal static class CompletionBody
{
    /// <exception cref="ProblemException"><c>body-invalid</c> (400).</exception>
    public static (IReadOnlyList<ChatMessage> Messages, ChatOptions Options) Read(JsonElement body)
    {
        try
        {
            var messages = body.GetProperty("messages").EnumerateArray().Select(Message).ToList();
            if (messages.Count == 0) throw Invalid("'messages' is empty.");
            return (messages, new()
            {
                ModelId = Text(body, "model"),
                Temperature = (float?)Number(body, "temperature"),
                TopP = (float?)Number(body, "top_p"),
                MaxOutputTokens = (int?)(Number(body, "max_completion_tokens") ?? Number(body, "max_tokens")),
                Seed = (long?)Number(body, "seed"),
                ResponseFormat = Format(body),
            });
        }
        catch (Exception odd) when (odd is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw Invalid("The body is not one of a chat completion.");
        }
    }

    public static JsonElement Write(ChatResponse response, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", response.ResponseId ?? $"chatcmpl-{Guid.NewGuid():N}");
            json.WriteString("object", "chat.completion");
            json.WriteNumber("created", now.ToUnixTimeSeconds());
            json.WriteString("model", response.ModelId);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", response.Text);
            json.WriteEndObject();
            json.WriteString("finish_reason", response.FinishReason?.Value ?? "stop");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", response.Usage?.InputTokenCount ?? 0);
            json.WriteNumber("completion_tokens", response.Usage?.OutputTokenCount ?? 0);
            json.WriteNumber("total_tokens", (response.Usage?.InputTokenCount ?? 0) + (response.Usage?.OutputTokenCount ?? 0));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static ChatMessage Message(JsonElement message)
    {
        var content = message.GetProperty("content");
        var text = content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(part => Text(part, "text") ?? throw Invalid("A message has text parts only.")));
        var role = message.GetProperty("role").GetString() switch { "user" => ChatRole.User, "assistant" => ChatRole.Assistant, "system" or "developer" => ChatRole.System, _ => throw Invalid("A message is of system, user or assistant.") };
        return new(role, text);
    }

    private static ChatResponseFormat? Format(JsonElement body)
    {
        if (!body.TryGetProperty("response_format", out var format) || format.ValueKind == JsonValueKind.Null) return null;
        return Text(format, "type") switch
        {
            "json_object" => ChatResponseFormat.Json,
            "json_schema" => ChatResponseFormat.ForJsonSchema(format.GetProperty("json_schema").GetProperty("schema").Clone(), Text(format.GetProperty("json_schema"), "name")),
            _ => null,
        };
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static ProblemException Invalid(string message) => new("body-invalid", message, 400);
}
