using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Recipes;

/// <summary>Reads recipes that others wrote.</summary>
public static class RecipeReader
{
    public const int MaxBytes = 256 * 1024;

    // Generated readers set an init property that the JSON leaves out to null; reading by reflection keeps the defaults of the record.
    private static readonly JsonSerializerOptions WithDefaults = new(AigcJson.Default.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <exception cref="ProblemException"><c>recipe-invalid</c> 422, with every error by JSON path.</exception>
    public static Recipe Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes) throw Invalid([new("$", $"must have at most {MaxBytes} bytes")]);
        if (NotJson(json) is { } syntax) throw Invalid([new("$", syntax)]);
        var errors = RecipeSchema.Validate(Encoding.UTF8.GetString(json));
        if (errors.Count > 0) throw Invalid(errors);
        var recipe = JsonSerializer.Deserialize<Recipe>(json, WithDefaults)!;
        var repeated = Repeated(recipe).ToList();
        return repeated.Count == 0 ? recipe : throw Invalid(repeated);
    }

    private static string? NotJson(ReadOnlySpan<byte> json)
    {
        try
        {
            // Strict UTF-8, no comments, no repeated properties: what the validator sees is what is used.
            using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return null;
        }
        catch (JsonException error)
        {
            return $"is not JSON: line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}";
        }
    }

    private static IEnumerable<ProblemError> Repeated(Recipe recipe) => recipe.Outputs
        .Select((output, i) => (Slot: Slots.IsImage(output.Slot) || Slots.LanguageOf(output.Slot) is not null ? output.Slot : $"{output.Slot}.{recipe.Language}", Index: i))
        .GroupBy(output => output.Slot)
        .SelectMany(group => group.Skip(1))
        .Select(output => new ProblemError($"$.outputs[{output.Index}].slot", $"repeats {output.Slot}"));

    private static ProblemException Invalid(IReadOnlyList<ProblemError> errors) =>
        new("recipe-invalid", $"The recipe has {errors.Count} error{(errors.Count == 1 ? "" : "s")}: {string.Join("; ", errors.Take(5).Select(error => $"{error.Path} {error.Message}"))}.", 422, errors);
}
