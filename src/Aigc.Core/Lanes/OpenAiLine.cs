using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Lanes;

/// <summary>Lines of OpenAI's batch files: requests as they are handed in, answers and errors as they come back.</summary>
internal static class OpenAiLine
{
    public static byte[] Write(LaneRequest request, string model, string target)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("custom_id", request.Id);
            json.WriteString("method", "POST");
            json.WriteString("url", target);
            json.WriteStartObject("body");
            json.WriteString("model", model);
            WriteMessages(json, request);
            if (request.Options.Temperature is { } temperature) json.WriteNumber("temperature", temperature);
            if (request.Options.MaxOutputTokens is { } most) json.WriteNumber("max_completion_tokens", most);
            if (request.Options.Seed is { } seed) json.WriteNumber("seed", seed);
            if (request.Options.ResponseFormat is ChatResponseFormatJson format) WriteFormat(json, format);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null for a line that says nothing of a request of ours.</summary>
    public static LaneOutcome? Read(string line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, LaneWire.Default.OpenAiResultLine) is not { CustomId: { Length: > 0 } id } result) return null;
            var body = result.Response?.Body;
            if (result.Response is not { StatusCode: 200 } || body?.Choices?.FirstOrDefault()?.Message?.Content is not { } text)
                return new(id, null, result.Error?.Code ?? body?.Error?.Code ?? (result.Response is { } answered ? $"status-{answered.StatusCode}" : "no-answer"));
            var usage = body.Usage;
            return new(id, new(text, body.Model, usage?.PromptTokens ?? 0, usage?.CompletionTokens ?? 0, usage?.PromptTokensDetails?.CachedTokens ?? 0, body.Choices[0].FinishReason), null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteMessages(Utf8JsonWriter json, LaneRequest request)
    {
        json.WriteStartArray("messages");
        if (request.Options.Instructions is { Length: > 0 } instructions) WriteMessage(json, "system", instructions);
        foreach (var message in request.Messages) WriteMessage(json, message.Role.Value, message.Text);
        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WriteStartObject("response_format");
        json.WriteString("type", format.Schema is null ? "json_object" : "json_schema");
        if (format.Schema is { } schema)
        {
            json.WriteStartObject("json_schema");
            json.WriteString("name", format.SchemaName ?? "answer");
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
