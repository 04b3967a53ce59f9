using NJsonSchema;
using NJsonSchema.Validation;

namespace Aigc.Core.Recipes;

/// <summary>The published JSON Schema of recipes: the same text that validates them.</summary>
public static class RecipeSchema
{
    // Parsed without any input or output, so the task is done when it is returned.
    private static readonly JsonSchema Schema;

    static RecipeSchema()
    {
        Json = Read();
        Schema = JsonSchema.FromJsonAsync(Json).GetAwaiter().GetResult();
    }

    public static string Json { get; }

    /// <summary>Every violation, by JSON path (<c>$.outputs[2].slot</c>).</summary>
    internal static IReadOnlyList<ProblemError> Validate(string json)
    {
        var errors = new List<ProblemError>();
        foreach (var error in Schema.Validate(json)) Add(error, errors);
        return [.. errors.Distinct()];
    }

    private static string Read()
    {
        using var stream = typeof(RecipeSchema).Assembly.GetManifestResourceStream("recipe.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Errors inside a referenced definition come nested below one that only says "does not match".
    private static void Add(ValidationError error, List<ProblemError> errors)
    {
        if (error is ChildSchemaValidationError { Errors: { } children })
        {
            foreach (var child in children.SelectMany(pair => pair.Value)) Add(child, errors);
            return;
        }

        errors.Add(new ProblemError(JsonPath(error.Path), Message(error)));
    }

    private static string JsonPath(string? path) => path?.TrimStart('#', '/') is { Length: > 0 } inner ? "$." + inner.Replace(".[", "[", StringComparison.Ordinal) : "$";

    private static string Message(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is required",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not a known property",
        ValidationErrorKind.PatternMismatch => $"does not have the form {error.Schema.Pattern}",
        ValidationErrorKind.NotInEnumeration => $"must be one of {string.Join(", ", error.Schema.Enumeration.Select(value => value ?? "null"))}",
        ValidationErrorKind.NumberTooSmall => $"must be at least {error.Schema.Minimum}",
        ValidationErrorKind.NumberTooBig => $"must be at most {error.Schema.Maximum}",
        ValidationErrorKind.TooFewItems => $"must have at least {error.Schema.MinItems} items",
        ValidationErrorKind.TooManyItems => $"must have at most {error.Schema.MaxItems} items",
        ValidationErrorKind.StringTooLong => $"must have at most {error.Schema.MaxLength} characters",
        ValidationErrorKind.StringTooShort => $"must have at least {error.Schema.MinLength} characters",
        _ => $"must be of type {error.Schema.Type}",
    };
}
