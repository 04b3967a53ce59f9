using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text;

/// <summary>What a model answers; each kind of copy uses one property.</summary>
internal sealed record CopyAnswer
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Highlights { get; init; }
    public IReadOnlyList<AttributeValue>? Attributes { get; init; }

    /// <summary>Null where the text is not the JSON that was asked for.</summary>
    public static CopyAnswer? Parse(string text, string kind)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(Unfenced(text), CopyJson.Default.CopyAnswer);
            return answer is not null && answer.Has(kind) ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Has(string kind) => kind switch
    {
        Slots.Title => !string.IsNullOrWhiteSpace(Title),
        Slots.Description => !string.IsNullOrWhiteSpace(Description),
        Slots.Highlights => Highlights is not null && Highlights.All(point => point is not null),
        _ => Attributes is not null && Attributes.All(attribute => attribute is { Name: not null, Value: not null }),
    };

    // Models like to wrap JSON into a code block.
    private static string Unfenced(string text)
    {
        var (first, last) = (text.IndexOf('{'), text.LastIndexOf('}'));
        return first >= 0 && last > first ? text[first..(last + 1)] : text;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CopyAnswer))]
[JsonSerializable(typeof(StoredAnswer))]
internal sealed partial class CopyJson : JsonSerializerContext;
