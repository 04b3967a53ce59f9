using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Markets;

/// <summary>What a market asks of a listing's image: a versioned file a market, shipped with the service.</summary>
/// <param name="Labels">Name of the label policy that suits the market.</param>
/// <param name="Rules">A market may have several rules for one measure, such as a limit and a recommendation.</param>
internal sealed record MarketPack(string Name, int Version, string Title, string Labels, DeliverySpec Deliver, IReadOnlyList<MarketRule> Rules)
{
    private const string Folder = "Aigc.ImageService.Markets.Packs.";

    public static IReadOnlyList<MarketPack> All { get; } = Read();

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400.</exception>
    public static MarketPack Named(string name) =>
        All.FirstOrDefault(pack => pack.Name == name) ?? throw new ImageProblemException("request-invalid", $"There are no rules for a market '{name}'.", 400);

    private static IReadOnlyList<MarketPack> Read()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
        var assembly = typeof(MarketPack).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<MarketPack>(file, options)!;
        })];
    }
}

/// <summary>How a picture that must be changed anyway is laid out anew.</summary>
/// <param name="Formats">In order of preference.</param>
/// <param name="Fill">Share of the frame that the product gets.</param>
/// <param name="Side">Longest side in pixels that a larger picture is reduced to.</param>
/// <param name="MaxEnlargement">More than this would show: a smaller product is an honest failure.</param>
internal sealed record DeliverySpec(IReadOnlyList<string> Formats, double Fill, int Side, double MaxEnlargement);

/// <param name="Min">In the measure's unit; null: no lower limit.</param>
/// <param name="OneOf">For names instead of numbers.</param>
/// <param name="Severity">What missing it comes to.</param>
/// <param name="Certainty"><c>seen</c> in the source, <c>weak</c> source, from <c>memory</c>, or <c>ours</c>.</param>
internal sealed record MarketRule(
    string Id, Measure Measure, RuleOutcome Severity, string Certainty, string Source, double? Min = null, double? Max = null, IReadOnlyList<string>? OneOf = null);

/// <summary>What is measured of a finished picture.</summary>
internal enum Measure
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

internal enum RuleOutcome { Pass, NotMeasured, Warn, Fail }
