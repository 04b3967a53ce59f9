using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Recipes;

/// <summary>Reads recipes that others wrote.</summary>
public static class RecipeReader
{
    public const int MaxBytes = 256 * 1024;

    /// <exception cref="ProblemException"><c>recipe-invalid</c> 422, with every error by JSON path.</exception>
    public static Recipe Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes) throw Invalid([new("$", $"must have at most {MaxBytes} bytes")]);
        if (NotJson(json) is { } syntax) throw Invalid([new("$", syntax)]);
        var errors = RecipeSchema.Validate(Encoding.UTF8.GetString(json));
        if (errors.Count > 0) throw Invalid(errors);
        var recipe = StrictJson.Read<Recipe>(json);
        List<ProblemError> wrong = [.. Repeated(recipe), .. Untranslatable(recipe), .. recipe.Outputs.SelectMany(Misplaced), .. ChoosingCheck.Wrong(recipe.Choosing), .. SignalsCheck.Wrong(recipe.Signals)];
        return wrong.Count == 0 ? recipe : throw Invalid(wrong);
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
        .Select((output, i) => (Slot: Slots.WithLanguage(output.Slot, recipe.Language), Index: i))
        .GroupBy(output => output.Slot)
        .SelectMany(group => group.Skip(1))
        .Select(output => new ProblemError($"$.outputs[{output.Index}].slot", $"repeats {output.Slot}"));

    // A translation works on a slot that is written, of the same kind and another language, or on the feed.
    private static IEnumerable<ProblemError> Untranslatable(Recipe recipe)
    {
        foreach (var (i, output) in recipe.Outputs.Index().Where(pair => pair.Item.From is not null))
        {
            var path = $"$.outputs[{i}].from";
            if (Slots.KindOf(output.Slot) is not (Slots.Title or Slots.Highlights or Slots.Description or Slots.Attributes)) yield return new(path, "is for title, highlights, description and attributes");
            else if (output.From == "feed") continue;
            else if (Slots.KindOf(output.From!) != Slots.KindOf(output.Slot)) yield return new(path, "must name a slot of the same kind");
            else if (!recipe.Outputs.Any(other => other.From is null && Slots.WithLanguage(other.Slot, recipe.Language) == Slots.WithLanguage(output.From!, recipe.Language))) yield return new(path, "must name a slot that the recipe writes");
        }
    }

    // What one slot understands says nothing in another: an engine on a white picture is a mistake, not a wish.
    private static IEnumerable<ProblemError> Misplaced(OutputSpec output, int i)
    {
        var (image, isScene, isTryOn) = (output.Image, output.Slot == Slots.ImageScene, output.Slot == Slots.ImageTryOn);
        if (isTryOn && image.TryOn is null) yield return new($"$.outputs[{i}].image.tryOn", "is required for image.tryon");
        if (!isTryOn && image.TryOn is not null) yield return new($"$.outputs[{i}].image.tryOn", "is known for image.tryon alone");
        if (!isScene && image.Engine is not null) yield return new($"$.outputs[{i}].image.engine", "is known for image.scene alone");
        if (!isScene && image.Fallback) yield return new($"$.outputs[{i}].image.fallback", "is known for image.scene alone");
        if (!isScene && !isTryOn && image.Paint is not null) yield return new($"$.outputs[{i}].image.paint", "is known for image.scene and image.tryon alone");
        if (isTryOn && image.Paint is { IsPrompted: true }) yield return new($"$.outputs[{i}].image.paint", "has no prompt, negativePrompt or strength for image.tryon, which follows the garment");
    }

    internal static ProblemException Invalid(IReadOnlyList<ProblemError> errors) =>
        new("recipe-invalid", $"The recipe has {errors.Count} error{(errors.Count == 1 ? "" : "s")}: {string.Join("; ", errors.Take(5).Select(error => $"{error.Path} {error.Message}"))}.", 422, errors);
}
