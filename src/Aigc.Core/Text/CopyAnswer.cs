using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text;

/// <summary>What a model answers; each capability uses one property, and an answer with any other is none.</summary>
internal sealed record CopyAnswer
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Highlights { get; init; }
    public IReadOnlyList<AttributeValue>? Attributes { get; init; }
    public IReadOnlyList<CategoryMatch>? Category { get; init; }
    public AdLines? Ad { get; init; }
    public IReadOnlyList<Keyword>? Keywords { get; init; }
    public IReadOnlyList<IdeaAnswer>? Ideas { get; init; }
    public IReadOnlyList<string>? Translation { get; init; }

    /// <summary>Null where the text is not the JSON that was asked for, or says more than that.</summary>
    public static CopyAnswer? Parse(string text, string property)
    {
        try
        {
            using var document = JsonDocument.Parse(Unfenced(text), new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.EnumerateObject().Any(found => !found.Name.Equals(property, StringComparison.OrdinalIgnoreCase))) return null;
            return document.RootElement.Deserialize(CopyJson.Default.CopyAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Models like to wrap JSON into a code block.
    private static string Unfenced(string text)
    {
        var (first, last) = (text.IndexOf('{'), text.LastIndexOf('}'));
        return first >= 0 && last > first ? text[first..(last + 1)] : text;
    }
}

/// <param name="Basis">The words that it rests on.</param>
/// <param name="Trend">The trend that it takes up, as it was told; empty: none.</param>
/// <param name="Past">The result that it follows, as it was told; empty: none.</param>
internal sealed record IdeaAnswer(IdeaKind Kind, string Text, string? Basis, string? Trend = "", string? Past = "");

internal sealed record AdLines(IReadOnlyList<string> Headlines, IReadOnlyList<string> Descriptions);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(Contracts.CamelCaseEnum<IdeaKind>), typeof(Contracts.CamelCaseEnum<KeywordKind>)])]
[JsonSerializable(typeof(CopyAnswer))]
[JsonSerializable(typeof(StoredAnswer))]
internal sealed partial class CopyJson : JsonSerializerContext;
