using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigc.Core.Prompts;

/// <summary>Reads the JSON object out of what a model wrote.</summary>
internal static class AnswerText
{
    private const int MaxText = 400_000;

    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null where there is none. Models like to wrap JSON into a code block or a sentence.</summary>
    public static JsonObject? Object(string text)
    {
        var (first, last) = (text.IndexOf('{'), text.LastIndexOf('}'));
        if (first < 0 || last < first || text.Length > MaxText) return null;
        try
        {
            return JsonNode.Parse(text[first..(last + 1)], documentOptions: new() { MaxDepth = 32, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
