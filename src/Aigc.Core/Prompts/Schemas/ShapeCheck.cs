using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigc.Core.Prompts;

/// <summary>Holds a JSON value against a <see cref="JsonShape"/>.</summary>
internal static class ShapeCheck
{
    private const int MaxErrors = 20;

    /// <summary>What is wrong, by JSON path (<c>$.highlights[2]</c>); at most 20.</summary>
    public static IReadOnlyList<ProblemError> Check(this JsonShape shape, JsonNode? value)
    {
        var errors = new List<ProblemError>();
        Check(shape, value, "$", errors);
        return errors;
    }

    private static void Check(JsonShape shape, JsonNode? value, string path, List<ProblemError> errors)
    {
        if (errors.Count >= MaxErrors) return;
        if (shape.Type.Count > 0 && !shape.Type.Any(type => Is(type, value)))
        {
            errors.Add(new(path, $"must be of type {string.Join(" or ", shape.Type)}"));
            return;
        }
        if (shape.Choices is { } choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value))) errors.Add(new(path, $"must be one of {string.Join(", ", choices.Take(20).Select(choice => choice?.ToString() ?? "null"))}"));
        if (value is JsonObject members) CheckObject(shape, members, path, errors);
        else if (value is JsonArray list) CheckList(shape, list, path, errors);
        else CheckScalar(shape.Bounds, value, path, errors);
    }

    private static void CheckObject(JsonShape shape, JsonObject members, string path, List<ProblemError> errors)
    {
        foreach (var name in shape.Required.Where(name => !members.ContainsKey(name))) errors.Add(new($"{path}.{name}", "is required"));
        foreach (var (name, member) in members)
        {
            if (shape.Properties.TryGetValue(name, out var property)) Check(property, member, $"{path}.{name}", errors);
            else if (shape.Closed) errors.Add(new($"{path}.{name}", "is not a known property"));
        }
    }

    private static void CheckList(JsonShape shape, JsonArray list, string path, List<ProblemError> errors)
    {
        if (list.Count < shape.Bounds.MinItems) errors.Add(new(path, Invariant($"must have at least {shape.Bounds.MinItems} items")));
        if (list.Count > shape.Bounds.MaxItems) errors.Add(new(path, Invariant($"must have at most {shape.Bounds.MaxItems} items")));
        if (shape.Items is not { } items) return;
        for (var i = 0; i < list.Count && errors.Count < MaxErrors; i++) Check(items, list[i], $"{path}[{i}]", errors);
    }

    private static void CheckScalar(JsonBounds bounds, JsonNode? value, string path, List<ProblemError> errors)
    {
        if (value?.GetValueKind() == JsonValueKind.String)
        {
            // JSON Schema counts code points.
            var length = value.GetValue<string>().EnumerateRunes().Count();
            if (length < bounds.MinLength) errors.Add(new(path, Invariant($"must have at least {bounds.MinLength} characters")));
            if (length > bounds.MaxLength) errors.Add(new(path, Invariant($"must have at most {bounds.MaxLength} characters")));
        }
        else if (value?.GetValueKind() == JsonValueKind.Number)
        {
            var number = NumberOf(value);
            if (number < bounds.Minimum) errors.Add(new(path, Invariant($"must be at least {bounds.Minimum}")));
            if (number > bounds.Maximum) errors.Add(new(path, Invariant($"must be at most {bounds.Maximum}")));
        }
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("null", JsonValueKind.Null) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => NumberOf(value!) is var number && Math.Truncate(number) == number,
        _ => false,
    };

    private static double NumberOf(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
