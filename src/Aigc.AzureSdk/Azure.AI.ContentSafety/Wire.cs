using System.Text.Json;

namespace Azure.AI.ContentSafety;

/// <summary>The JSON of the two analyze operations, version 2023-10-01.</summary>
internal static class Wire
{
    public static BinaryData Write(AnalyzeTextOptions options) => BinaryData.FromObjectAsJson(Compact(new()
    {
        ["text"] = options.Text,
        ["categories"] = Names(options.Categories),
        ["blocklistNames"] = options.BlocklistNames.Count == 0 ? null : options.BlocklistNames,
        ["haltOnBlocklistHit"] = options.HaltOnBlocklistHit,
        ["outputType"] = options.OutputType?.ToString(),
    }));

    public static BinaryData Write(AnalyzeImageOptions options) => BinaryData.FromObjectAsJson(Compact(new()
    {
        ["image"] = Compact(new()
        {
            ["content"] = options.Image.Content?.ToArray(),
            ["blobUrl"] = options.Image.BlobUri?.AbsoluteUri,
        }),
        ["categories"] = Names(options.Categories),
        ["outputType"] = options.OutputType?.ToString(),
    }));

    public static AnalyzeTextResult ReadText(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return new(
            Read(document, "blocklistsMatch", x => new TextBlocklistMatch(Text(x, "blocklistName"), Text(x, "blocklistItemId"), Text(x, "blocklistItemText"))),
            Read(document, "categoriesAnalysis", x => new TextCategoriesAnalysis(Text(x, "category"), Severity(x))));
    }

    public static AnalyzeImageResult ReadImage(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        return new(Read(document, "categoriesAnalysis", x => new ImageCategoriesAnalysis(Text(x, "category"), Severity(x))));
    }

    private static List<T> Read<T>(JsonDocument document, string name, Func<JsonElement, T> read)
        => document.RootElement.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(read)] : [];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int? Severity(JsonElement element)
        => element.TryGetProperty("severity", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static List<string> Names<T>(IList<T> values) => values.Count == 0 ? null : [.. values.Select(value => value.ToString())];

    // What is not set is left out: the service reads an explicit null as an error.
    private static Dictionary<string, object> Compact(Dictionary<string, object> fields)
        => fields.Where(field => field.Value is not null).ToDictionary();
}
