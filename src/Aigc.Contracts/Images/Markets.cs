namespace Aigc.Contracts.Images;

/// <summary>What a picture came to under a market's rules; travels with the asset.</summary>
/// <param name="Outcome">The worst of all rules that could be measured.</param>
/// <param name="Unmeasured">Rules that a person has to look at.</param>
/// <param name="Fixes">What was done to the picture: <c>re-whitened</c>, <c>cut-out</c>, <c>laid-out</c>, <c>encoded</c>; empty: nothing.</param>
/// <param name="FixRefused">Why the one attempt at fixing came to nothing: <c>subject-not-separable</c>, <c>product-cropped</c>, <c>too-few-pixels</c>, <c>size-limit-not-met</c>, <c>not-better</c>.</param>
/// <param name="Before">The results before the fix; null where nothing was fixed.</param>
public sealed record MarketReport(
    string Market, int Version, RuleOutcome Outcome, IReadOnlyList<RuleResult> Results, IReadOnlyList<string> Unmeasured,
    IReadOnlyList<string> Fixes, string? FixRefused = null, IReadOnlyList<RuleResult>? Before = null);

/// <param name="Measured">In the unit of the measure; null where it is a name, or could not be measured.</param>
/// <param name="Found">The name that was found, for rules over names.</param>
public sealed record RuleResult(string Rule, MarketMeasure Measure, RuleOutcome Outcome, double? Measured, string? Found, double? Min, double? Max, IReadOnlyList<string>? OneOf);

/// <summary>What a market asks of a listing's image: <c>GET /v1/markets</c>. A versioned file a market, shipped with the service.</summary>
/// <param name="Labels">Name of the label policy that suits the market.</param>
/// <param name="Rules">A market may have several rules for one measure, such as a limit and a recommendation.</param>
public sealed record MarketPack(string Name, int Version, string Title, string Labels, DeliverySpec Deliver, IReadOnlyList<MarketRule> Rules);

public sealed record MarketPackList(IReadOnlyList<MarketPack> Markets);

/// <summary>How a picture that must be changed anyway is laid out anew.</summary>
/// <param name="Formats">In order of preference.</param>
/// <param name="Fill">Share of the frame that the product gets.</param>
/// <param name="Side">Longest side in pixels that a larger picture is reduced to.</param>
/// <param name="MaxEnlargement">More than this would show: a smaller product is an honest failure.</param>
public sealed record DeliverySpec(IReadOnlyList<string> Formats, double Fill, int Side, double MaxEnlargement)
{
    /// <summary>What the product may cast on its ground, such as <c>none</c> where all of it must be white; null: any shadow.</summary>
    public ShadowKind? Shadow { get; init; }
}

/// <param name="Min">In the measure's unit; null: no lower limit.</param>
/// <param name="OneOf">For names instead of numbers.</param>
/// <param name="Severity">What missing it comes to.</param>
/// <param name="Certainty"><c>seen</c> in the source, <c>weak</c> source, from <c>memory</c>, or <c>ours</c>.</param>
public sealed record MarketRule(
    string Id, MarketMeasure Measure, RuleOutcome Severity, string Certainty, string Source, double? Min = null, double? Max = null, IReadOnlyList<string>? OneOf = null);

/// <summary>What is measured of a finished picture.</summary>
public enum MarketMeasure
{
    /// <summary>Share of the border ring (1 % of the shorter side, at least 2 pixels) that is exactly 255,255,255.</summary>
    BorderWhite,

    /// <summary>Share of the ground, away from the product, that is exactly 255,255,255.</summary>
    GroundWhite,

    /// <summary>Share of the picture that nothing shows through.</summary>
    Opaque,

    /// <summary>Width or height of the product's box as a share of the frame's, whichever is larger.</summary>
    ProductFill,

    /// <summary>Pixels.</summary>
    LongestSide,

    /// <summary>Pixels.</summary>
    ShortestSide,

    /// <summary>Million pixels.</summary>
    Megapixels,

    /// <summary>Bytes of the file.</summary>
    Bytes,

    /// <summary>By the magic bytes.</summary>
    Format,

    /// <summary>Width over height.</summary>
    Aspect,

    /// <summary>Nothing here can tell added text from the product's own print: never passes, never fails.</summary>
    TextOrLogo,
}

public enum RuleOutcome { Pass, NotMeasured, Warn, Fail }
