using Aigc.Contracts.Recipes;
using Aigc.Core.Choosing;
using Aigc.Core.Products;

namespace Aigc.Core.Recipes;

/// <summary>What the schema cannot say of decision factors: which limits a factor understands.</summary>
internal static class ChoosingCheck
{
    private static readonly string[] PhotoOutcomes = ["pass", "fix", "reject", "missing"];

    public static IEnumerable<ProblemError> Wrong(ChoosingPlan? plan) => plan is null ? [] : [.. Score(plan), .. plan.Rules.SelectMany((rule, i) => Rule(rule, $"$.choosing.rules[{i}]", plan.Match))];

    private static IEnumerable<ProblemError> Score(ChoosingPlan plan)
    {
        const string Path = "$.choosing.atLeast";
        var isScore = plan.Match == Matches.Score;
        if (isScore && plan.AtLeast is null) yield return new(Path, "is required for match score");
        if (!isScore && plan.AtLeast is not null) yield return new(Path, "is known for match score alone");
        if (isScore && (decimal?)plan.AtLeast > plan.Rules.Sum(rule => (decimal)rule.Weight)) yield return new(Path, "is more than all weights together");
    }

    private static IEnumerable<ProblemError> Rule(ChoosingRule rule, string path, string match)
    {
        var isNumber = rule.Factor is Factors.MissingAttributes or Factors.TextLength or Factors.PhotoScore;
        var hasRange = rule.AtLeast is not null || rule.AtMost is not null;
        if (isNumber && rule.In is not null) yield return new($"{path}.in", $"is not known for {rule.Factor}");
        if (isNumber && !hasRange) yield return new(path, "needs atLeast or atMost");
        if (rule.Factor == Factors.Photo && hasRange) yield return new($"{path}.{(rule.AtLeast is null ? "atMost" : "atLeast")}", "is not known for photo");
        if (rule.Factor == Factors.Photo && rule.In is null) yield return new($"{path}.in", "is required for photo");
        if (rule.Factor == Factors.Photo && rule.In?.All(PhotoOutcomes.Contains) == false) yield return new($"{path}.in", $"must be of {string.Join(", ", PhotoOutcomes)}");
        if (rule.Factor == Factors.Field && (rule.In is not null) == hasRange) yield return new(path, "needs either in, or atLeast and atMost");
        if (rule.AtLeast > rule.AtMost) yield return new($"{path}.atMost", "must not be below atLeast");
        if (match != Matches.Score && rule.Weight != 1) yield return new($"{path}.weight", "is known for match score alone");
        if (Field(rule) is { } wrong) yield return new($"{path}.field", wrong);
    }

    private static string? Field(ChoosingRule rule) => (rule.Factor, rule.Field) switch
    {
        (Factors.Field or Factors.TextLength, null) => $"is required for {rule.Factor}",
        (Factors.Field, { } field) => FieldValues.IsNamed(field) ? null : "names no column with one value",
        (Factors.TextLength, { } field) => ColumnMap.FieldOf(field) is ProductField.Title or ProductField.Description ? null : "must be title or description",
        (_, null) => null,
        _ => $"is not known for {rule.Factor}",
    };
}
