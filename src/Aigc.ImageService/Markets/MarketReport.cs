namespace Aigc.ImageService.Markets;

/// <summary>What a picture came to under a market's rules; travels with the asset.</summary>
/// <param name="Outcome">The worst of all rules that could be measured.</param>
/// <param name="Unmeasured">Rules that a person has to look at.</param>
/// <param name="Fixes">What was done to the picture: <c>re-whitened</c>, <c>cut-out</c>, <c>laid-out</c>, <c>encoded</c>; empty: nothing.</param>
/// <param name="FixRefused">Why the one attempt at fixing came to nothing: <c>subject-not-separable</c>, <c>product-cropped</c>, <c>too-few-pixels</c>, <c>size-limit-not-met</c>, <c>not-better</c>.</param>
/// <param name="Before">The results before the fix; null where nothing was fixed.</param>
internal sealed record MarketReport(
    string Market, int Version, RuleOutcome Outcome, IReadOnlyList<RuleResult> Results, IReadOnlyList<string> Unmeasured,
    IReadOnlyList<string> Fixes, string? FixRefused = null, IReadOnlyList<RuleResult>? Before = null);

/// <param name="Measured">In the unit of the measure; null where it is a name, or could not be measured.</param>
/// <param name="Found">The name that was found, for rules over names.</param>
internal sealed record RuleResult(
    string Rule, Measure Measure, RuleOutcome Outcome, double? Measured, string? Found, double? Min, double? Max, IReadOnlyList<string>? OneOf, string Certainty, string Source);
