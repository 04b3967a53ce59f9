namespace Aigc.ImageService.Provenance;

/// <summary>
/// Codes of the IPTC NewsCodes scheme "Digital Source Type", http://cv.iptc.org/newscodes/digitalsourcetype/ (as of 2024-09-17):
/// <c>algorithmicallyEnhanced</c> is an alteration by algorithm, not generative; <c>composite</c> a mix of elements that need not be AI;
/// <c>compositeSynthetic</c> has, since 2024, at least one generative element, so that it is wrong for a scene drawn by rules;
/// <c>algorithmicMedia</c> comes from an algorithm without training data.
/// </summary>
internal static class DigitalSourceType
{
    public const string Scheme = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    // From what says most about artificial making to what says least; a later step never lowers it.
    private static readonly Dictionary<string, int> Strengths = new(StringComparer.Ordinal)
    {
        ["trainedAlgorithmicMedia"] = 6,
        ["compositeWithTrainedAlgorithmicMedia"] = 5,
        ["compositeSynthetic"] = 4,
        ["algorithmicMedia"] = 3,
        ["composite"] = 2,
        ["algorithmicallyEnhanced"] = 1,
    };

    /// <summary>Those that mean that generative AI took part, strongest first.</summary>
    public static IEnumerable<string> Generative => Strengths.Where(pair => pair.Value >= 4).OrderByDescending(pair => pair.Value).Select(pair => pair.Key);

    public static string? Of(Making making) => making switch
    {
        Making.Altered => "algorithmicallyEnhanced",
        Making.Composed => "composite",
        Making.Drawn => "algorithmicMedia",
        Making.ComposedWithGenerated => "compositeWithTrainedAlgorithmicMedia",
        Making.Generated => "trainedAlgorithmicMedia",
        _ => null,
    };

    public static string Uri(string code) => Scheme + code;

    /// <summary>The code in what a file says: the full URI, the https one some tools write, or the bare code. Null where it is none.</summary>
    public static string? CodeOf(string? value)
    {
        var code = value?.Trim().TrimEnd('/').Split('/')[^1].Split(':')[^1];
        return code is { Length: > 0 and <= 64 } && code.All(char.IsAsciiLetterOrDigit) ? code : null;
    }

    public static bool IsGenerative(string? code) => Strength(code) >= 4;

    /// <summary>An earlier code stays where the new one says no more.</summary>
    public static string? Stronger(string? earlier, string? made)
    {
        if (earlier is null || made is null) return earlier ?? made;
        return Strength(made) > Strength(earlier) ? made : earlier;
    }

    private static int Strength(string? code) => code is not null && Strengths.TryGetValue(code, out var strength) ? strength : 0;
}
