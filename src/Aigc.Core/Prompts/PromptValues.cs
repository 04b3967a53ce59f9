using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigc.Core.Prompts;

/// <summary>What callers hand over as values of variables.</summary>
internal static class PromptValues
{
    /// <exception cref="ArgumentException">The value is of a kind that no template can hold.</exception>
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        JsonNode node => node,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int or long or double or decimal => JsonNode.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        IEnumerable<string> texts => new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]),
        _ => throw new ArgumentException($"A template holds no {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>The members of a JSON object; none, where it is no object.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonElement? values)
    {
        if (values is not { ValueKind: JsonValueKind.Object } members) yield break;
        foreach (var member in members.EnumerateObject()) yield return KeyValuePair.Create(member.Name, Of(member.Value));
    }
}
