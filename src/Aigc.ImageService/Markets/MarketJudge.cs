using Aigc.Contracts.Images;

namespace Aigc.ImageService.Markets;

/// <summary>Holds measures against a market's rules.</summary>
internal static class MarketJudge
{
    public static IReadOnlyList<RuleResult> Judge(PictureMeasures measures, MarketPack pack) => [.. pack.Rules.Select(rule => Judge(measures, rule))];

    public static MarketReport Report(MarketPack pack, IReadOnlyList<RuleResult> results, IReadOnlyList<string> fixes, string? refused = null, IReadOnlyList<RuleResult>? before = null)
    {
        var worst = results.Where(result => result.Outcome != RuleOutcome.NotMeasured).Select(result => result.Outcome).DefaultIfEmpty(RuleOutcome.NotMeasured).Max();
        return new(pack.Name, pack.Version, worst, results, [.. results.Where(result => result.Outcome == RuleOutcome.NotMeasured).Select(result => result.Rule)], fixes, refused, before);
    }

    private static RuleResult Judge(PictureMeasures measures, MarketRule rule)
    {
        var (value, name) = measures.Get(rule.Measure);
        return new(rule.Id, rule.Measure, Outcome(rule, value, name), value, name, rule.Min, rule.Max, rule.OneOf);
    }

    // A limit that is binding is missed where its measure cannot be had; one that nothing can measure is left to people.
    private static RuleOutcome Outcome(MarketRule rule, double? value, string? name)
    {
        if (rule.Measure == MarketMeasure.TextOrLogo) return RuleOutcome.NotMeasured;
        if (rule.OneOf is { } names) return name is not null && names.Contains(name, StringComparer.Ordinal) ? RuleOutcome.Pass : rule.Severity;
        if (value is null) return rule.Severity == RuleOutcome.Fail ? RuleOutcome.Fail : RuleOutcome.NotMeasured;
        return value < rule.Min || value > rule.Max ? rule.Severity : RuleOutcome.Pass;
    }
}
