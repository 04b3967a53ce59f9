using System.Text.Json;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>How large a template may be, and what must not be null in it: checked before anything reads it.</summary>
internal static class PromptLimits
{
    public const int MaxVersions = 1_000;
    private const int MaxDemos = 20;
    private const int MaxJson = 32 * 1024;
    private const int MaxText = 2_000;

    /// <exception cref="ProblemException"><c>template-invalid</c> (422), with every error by JSON path.</exception>
    public static void Check(Prompt? prompt)
    {
        if (prompt is null) throw new ProblemException("template-invalid", "There is no template in the request.", 422);
        var errors = Errors(prompt).ToList();
        if (errors.Count > 0) throw new ProblemException("template-invalid", $"The template cannot be taken: {errors[0].Path} {errors[0].Message}.", 422, errors);
    }

    public static void CheckComment(string? comment)
    {
        if (comment?.Length > MaxText) throw new ProblemException("template-invalid", $"A comment has at most {MaxText} characters.", 422);
    }

    private static IEnumerable<ProblemError> Errors(Prompt prompt)
    {
        if (prompt.Name is null || !PromptKey.IsName(prompt.Name)) yield return new("$.name", "is 1 to 60 of a-z, 0-9 and hyphens");
        if (prompt.Parts is null) yield return new("$.parts", "is required");
        if (prompt.Category is { } category && (category.Length > 500 || CategoryPath.Slug(category).Length == 0)) yield return new("$.category", "is a path such as 'Apparel > Shoes', up to 500 characters");
        if (prompt.Description?.Length > MaxText) yield return new("$.description", $"has at most {MaxText} characters");
        if (prompt.Owner?.Length > 200) yield return new("$.owner", "has at most 200 characters");
        foreach (var error in Lists(prompt).Concat(Values(prompt))) yield return error;
    }

    private static IEnumerable<ProblemError> Lists(Prompt prompt)
    {
        if (prompt.Tags is { } tags && (tags.Count > 20 || tags.Any(tag => tag is not { Length: > 0 and <= 100 }))) yield return new("$.tags", "is at most 20 texts of up to 100 characters");
        if (prompt.LabelSpace is { } space && (space.Count is 0 or > 500 || space.Any(label => label is not { Length: > 0 and <= 200 }))) yield return new("$.labelSpace", "is 1 to 500 texts of up to 200 characters");
        if (prompt.Bindings is { } bindings && (bindings.Count > 50 || bindings.Any(binding => binding.Value is not { Length: > 0 and <= 100 }))) yield return new("$.bindings", "is at most 50 variables with their sources");
        if (prompt.Answer?.Normalise is { } steps && (steps.Count > 10 || steps.Any(step => step is null || !AnswerStage.Normalisers.Contains(step)))) yield return new("$.answer.normalise", $"is of {string.Join(", ", AnswerStage.Normalisers.Order())}");
    }

    private static IEnumerable<ProblemError> Values(Prompt prompt)
    {
        foreach (var (path, value) in new[] { ("$.inputs", prompt.Inputs), ("$.outputs", prompt.Outputs), ("$.sample", prompt.Sample) })
            if (value is { } given && (given.ValueKind != JsonValueKind.Object || given.GetRawText().Length > MaxJson)) yield return new(path, $"is a JSON object of up to {MaxJson} characters");
        if (prompt.Demos?.Count > MaxDemos) yield return new("$.demos", $"has at most {MaxDemos} entries");
        if (prompt.DemoPlan is { } plan && (plan.Nearest is < 1 or > MaxDemos || plan.MaxTokens < 1)) yield return new("$.demoPlan", $"picks 1 to {MaxDemos} demonstrations, of at least one token");
        for (var i = 0; i < Math.Min(prompt.Demos?.Count ?? 0, MaxDemos); i++)
            if (prompt.Demos![i] is not { Input.ValueKind: not JsonValueKind.Undefined, Label.ValueKind: not JsonValueKind.Undefined } demo || demo.Input.GetRawText().Length + demo.Label.GetRawText().Length > MaxJson) yield return new($"$.demos[{i}]", $"has an input and a label, together at most {MaxJson} characters");
    }
}
