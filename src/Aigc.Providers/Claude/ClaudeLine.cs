using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aigc.Core.Lanes;
using Anthropic.Exceptions;

namespace Aigc.Providers.Claude;

/// <summary>Lines of Claude's batches: requests as they are handed in, results as they come back.</summary>
internal static class ClaudeLine
{
    /// <summary>Each line begins so; the id follows.</summary>
    public const string Start = "{\"custom_id\":\"";

    private const int TagLength = 8;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Eight characters that stand in front of each id of a batch, so that its results tell the name it was handed in under.</summary>
    public static string TagOf(string name) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, TagLength * 3 / 4));

    /// <summary>Null for a line that says nothing of a request of ours.</summary>
    public static string? TagIn(string line) => Parse(line) is { CustomId.Length: > TagLength } result ? result.CustomId[..TagLength] : null;

    public static byte[] Write(string id, byte[] body)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var parameters = JsonDocument.Parse(body);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("custom_id", id);
            json.WritePropertyName("params");
            parameters.RootElement.WriteTo(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null for a line that says nothing of a request of ours, or nothing that can be read: what it may have cost, the invoice tells.</summary>
    public static async Task<LaneOutcome?> ReadAsync(string line, ClaudeTape tape, CancellationToken cancellationToken)
    {
        if (Parse(line) is not { CustomId.Length: > TagLength, Result: { } result } told) return null;
        var id = told.CustomId[TagLength..];
        try
        {
            return result switch
            {
                { Type: "succeeded", Message: { } message } => new(id, await tape.ReadAsync(message.GetRawText(), cancellationToken), null),
                { Type: "expired" } => new(id, null, LaneOutcome.Expired),
                { Type: "canceled" } => new(id, null, LaneOutcome.Cancelled),
                { Type: "errored" } => new(id, null, result.Error?.Error?.Type ?? "no-answer"),
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is AnthropicException or JsonException)
        {
            return null;
        }
    }

    private static ClaudeResultLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ClaudeBatchWire.Default.ClaudeResultLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
