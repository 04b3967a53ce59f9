using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Provenance;

[JsonConverter(typeof(JsonStringEnumConverter<Corner>))]
internal enum Corner { TopLeft, TopRight, BottomLeft, BottomRight }

/// <summary>Which labels a channel asks for: a versioned file that ships with the service. DigitalSourceType is written under every policy.</summary>
/// <param name="AigcFrom">From which making on the AIGC field is written; null: never by us (an earlier one is kept all the same).</param>
/// <param name="Visible">Null: nothing is drawn.</param>
/// <param name="Source">Where the rule comes from.</param>
/// <param name="Certainty"><c>seen</c> in the source; <c>weak</c>: reported by others.</param>
internal sealed record LabelPolicy(string Name, Making? AigcFrom, VisibleLabelRule? Visible, string Source, string Certainty)
{
    private static readonly LabelPolicies Shipped = Read();

    /// <summary>The AIGC field must name who made the content, and which it is.</summary>
    public bool NeedsOrigin { get; init; }

    public static IReadOnlyList<LabelPolicy> All => Shipped.Policies;

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400.</exception>
    public static LabelPolicy Named(string name) =>
        All.FirstOrDefault(policy => policy.Name == name) ?? throw new ImageProblemException("request-invalid", $"There is no label policy '{name}'.", 400);

    /// <summary>Holds that a label of this policy could be written; told before anything is spent on the picture.</summary>
    /// <exception cref="ImageProblemException"><c>label-origin-missing</c> 400, with the name of what is missing.</exception>
    public void CheckOrigin(Making making, ContentOrigin? origin)
    {
        if (!NeedsOrigin || !(making >= AigcFrom)) return;
        string[] missing = [.. string.IsNullOrWhiteSpace(origin?.Producer) ? ["origin.producer"] : Array.Empty<string>(), .. string.IsNullOrWhiteSpace(origin?.ProduceId) ? ["origin.produceId"] : Array.Empty<string>()];
        if (missing.Length > 0) throw new ImageProblemException("label-origin-missing", $"The label policy '{Name}' says who made a picture with AI: {string.Join(" and ", missing)} must be given.", 400);
    }

    private static LabelPolicies Read()
    {
        using var file = typeof(LabelPolicy).Assembly.GetManifestResourceStream("Aigc.ImageService.Provenance.label-policies.json")!;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
        return JsonSerializer.Deserialize<LabelPolicies>(file, options)!;
    }

    private sealed record LabelPolicies(int Version, IReadOnlyList<LabelPolicy> Policies);
}

/// <param name="From">From which making on the label is drawn.</param>
/// <param name="Text">One of the texts of <see cref="LabelGlyphs"/>.</param>
/// <param name="HeightShare">Height of every letter, as a share of the picture's shortest side.</param>
internal sealed record VisibleLabelRule(Making From, string Text, Corner Corner, double HeightShare);
