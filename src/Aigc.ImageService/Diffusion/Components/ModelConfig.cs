using System.Text.Json;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>One JSON file of a model folder, read by key with the default of the class that wrote it.</summary>
internal sealed class ModelConfig(JsonElement root, string file)
{
    private const long MaxBytes = 4 * 1024 * 1024;

    public static readonly ModelConfig Empty = new(JsonDocument.Parse("{}").RootElement, "(none)");

    /// <exception cref="ImageProblemException"><c>model-invalid</c> 409: the file is missing, too large or no JSON object.</exception>
    public static ModelConfig Read(string path)
    {
        if (!File.Exists(path)) throw Invalid($"{path} is missing.");
        if (new FileInfo(path).Length > MaxBytes) throw Invalid($"{path} is larger than {MaxBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone(), path) : throw Invalid($"{path} is no JSON object.");
        }
        catch (JsonException broken)
        {
            throw Invalid($"{path} is no JSON: {broken.Message}");
        }
    }

    public static ModelConfig ReadOrEmpty(string path) => File.Exists(path) ? Read(path) : Empty;

    public IEnumerable<string> Keys => root.EnumerateObject().Select(property => property.Name);

    public bool Has(string key) => root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public double Number(string key, double otherwise) => Find(key, JsonValueKind.Number) is { } value ? value.GetDouble() : otherwise;

    public int Whole(string key, int otherwise) => Number(key, otherwise) is var value && value == Math.Floor(value) && Math.Abs(value) < int.MaxValue ? (int)value : throw Wrong(key);

    public string Text(string key, string otherwise) => Find(key, JsonValueKind.String)?.GetString() ?? otherwise;

    public bool Flag(string key, bool otherwise) => Has(key) ? root.GetProperty(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key),
    } : otherwise;

    public double[] Numbers(string key, double[] otherwise) =>
        Find(key, JsonValueKind.Array) is { } list ? [.. list.EnumerateArray().Select(item => item.TryGetDouble(out var value) ? value : throw Wrong(key))] : otherwise;

    /// <summary>A token that is a string, or an object with its text under <c>content</c>.</summary>
    public string? Token(string key) => !Has(key) ? null : root.GetProperty(key) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } token when token.TryGetProperty("content", out var content) => content.GetString(),
        _ => null,
    };

    public ModelConfig? Section(string key) => Has(key) && root.GetProperty(key) is { ValueKind: JsonValueKind.Object } section ? new(section, $"{file}#{key}") : null;

    /// <summary>A component is named in <c>model_index.json</c> as [library, class]; [null, null] means it is left out.</summary>
    public bool Names(string component) => Has(component) && root.GetProperty(component) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[1].ValueKind == JsonValueKind.String;

    public static ImageProblemException Invalid(string message) => new("model-invalid", message, 409);

    private JsonElement? Find(string key, JsonValueKind kind) => !Has(key) ? null : root.GetProperty(key) is var value && value.ValueKind == kind ? value : throw Wrong(key);

    private ImageProblemException Wrong(string key) => Invalid($"{file}: {key} has an unexpected type.");
}
